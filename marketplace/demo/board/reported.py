"""What people have reported in Mittelholstein: all of it made up."""

from __future__ import annotations

from marketplace.demo.shape import DemoNotice

NOTICES = (
    DemoNotice(
        *("listing", "Rasenmäher, springt an", "fraud"),
        "Ich sollte 40 Euro anzahlen, bevor ich ihn ansehen darf. Danach kam keine Antwort mehr.",
        name="Renate",
        days_ago=3,
    ),
    DemoNotice(
        *("listing", "Ponysattel mit Zaumzeug", "products"),
        "Am Gurt ist eine Naht offen. Für ein Kind ist das gefährlich, und davon steht da nichts.",
        days_ago=1,
    ),
    DemoNotice(
        *("listing", "Bauernschrank, um 1900", "property"),
        "Das Foto ist von meiner eigenen Anzeige kopiert.",
        name="Holger",
        days_ago=6,
        outcome="keep",
        facts="Das Bild zeigt den Schrank im Haus der Anbieterin. Sie hat uns weitere Aufnahmen geschickt.",
    ),
    DemoNotice(
        *("listing", "Melkeimer und Zentrifuge", "rules"),
        "Da steht „Dekoration“, angeboten wird sie inzwischen gewerblich in drei Portalen.",
        name="Antje",
        days_ago=9,
        outcome="correct",
        ground="Nr. 4",
        facts="Wer regelmäßig verkauft, muss das in der Anzeige sagen. Bitte ergänzen Sie „Gewerblich“.",
    ),
)
