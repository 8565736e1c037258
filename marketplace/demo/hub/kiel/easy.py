"""Texts in the style of Leichte Sprache: a sentence says one thing, long words are parted by a hyphen.

Real ones are read by people who need them before they appear; these have not been.
"""

from __future__ import annotations

from marketplace.demo.hub.shape import DemoText as T

EASY = (
    T("eigener-laden", "de-x-leicht", "Einen eigenen Laden aufmachen", "Sie wollen einen Laden aufmachen? Hier stehen 6 Schritte. Bei jedem Schritt hilft Ihnen jemand.",
        "Wichtig: Machen Sie die Schritte der Reihe nach.\n\nUnterschreiben Sie den Miet-Vertrag erst später.",
        (
            ("Erzählen Sie von Ihrer Idee", "Was wollen Sie verkaufen?\nWer soll das kaufen?\nBei Slip 7 hört Ihnen jemand zu."),
            ("Rechnen Sie", "Was kostet der Laden im Monat?\nHaben Sie genug Geld für die erste Zeit?\nDie Wirtschafts-Kammer rechnet mit Ihnen."),
            ("Fragen Sie nach Geld", "Es gibt manchmal Geld für neue Läden.\nFragen Sie, bevor Sie etwas kaufen.\nDas Förder-Kontor hilft Ihnen."),
            ("Lassen Sie den Raum ansehen", "Nicht in jedem Raum darf ein Laden sein.\nDas Wirtschafts-Büro fragt für Sie nach.\nErst dann unterschreiben Sie den Miet-Vertrag."),
            ("Melden Sie den Laden an", "Gehen Sie zum Gewerbe-Schalter.\nNehmen Sie Ihren Ausweis mit."),
            ("Machen Sie auf", "Laden Sie die Nachbarn ein.\nDer Laden-Bund hilft beim Fest."),
        )),
    T("erste-sieben-tage", "de-x-leicht", "Das Geld reicht nicht", "Sie haben Rechnungen und zu wenig Geld? Das geht vielen Menschen so. Wir helfen Ihnen.",
        "Sie können allein anfangen.\n\nSie können auch gleich zu uns kommen. Die Hilfe kostet nichts. Wir erzählen niemandem davon.",
        (
            ("Sammeln Sie alle Briefe", "Legen Sie alle Briefe auf einen Tisch.\nAuch Briefe, die noch zu sind."),
            ("Diese Rechnungen sind am wichtigsten", "Die Miete.\nStrom und Heizung.\nDie Kranken-Kasse.\nDer Lohn für Ihre Leute.\nKönnen Sie eine davon nicht bezahlen? Dann rufen Sie uns heute an."),
            ("Rufen Sie an", "Rufen Sie beim Vermieter an. Oder bei den Stadt-Werken.\nSagen Sie: Ich möchte in kleinen Teilen bezahlen.\nBitten Sie um einen Brief dazu."),
            ("Unterschreiben Sie nichts sofort", "Will jemand schnell eine Unterschrift?\nDann zeigen Sie uns das Papier vorher."),
            ("Haben Sie eine Firma?", "Dann rufen Sie die Wirtschafts-Kammer an.\nTun Sie das noch heute. Es gibt Fristen."),
            ("Fragen Sie nach Hilfe", "Vielleicht bekommen Sie Geld vom Amt.\nWir füllen den Antrag mit Ihnen aus."),
            ("Sprechen Sie mit jemandem", "Sprechen Sie mit einer Freundin oder mit uns.\nDann wird die Sorge kleiner."),
        )),
    T("brief-vom-amt", "de-x-leicht", "Ein Brief vom Amt", "Sie haben einen Brief vom Amt bekommen. Der Brief ist schwer zu verstehen. Wir helfen Ihnen.",
        """Kommen Sie zum Rettungs-Ring. Am Donnerstag brauchen Sie keinen Termin.

Bringen Sie mit:

- den Brief
- den Umschlag von dem Brief

Auf dem Umschlag steht ein Datum. Das Datum ist wichtig.

Wir lesen den Brief mit Ihnen. Wir rufen auch beim Amt an.

Das kostet kein Geld."""),
    T("kostet-das", "de-x-leicht", "Kostet die Beratung Geld?", "Nein. Das erste Gespräch kostet kein Geld.",
        """Auf dieser Seite finden Sie 13 Partner. Alle helfen Ihnen.

Das erste Gespräch ist immer kostenlos.

Manche Partner haben auch Kurse. Ein Kurs kann Geld kosten. Das sagt man Ihnen vorher.

Sind Sie unsicher? Dann fragen Sie: Kostet das etwas?"""),
    T("neu-in-kiel", "de-x-leicht", "Neu in Kiel und eine eigene Firma", "Sie kommen aus einem anderen Land. Sie wollen hier eine Firma haben. Wir erklären Ihnen die ersten Schritte.",
        """## Kommen Sie zum Ankerplatz

Bringen Sie mit:

- Ihren Ausweis oder Ihren Aufenthalts-Titel
- Ihre Zeugnisse
- Ihre Idee

Wir prüfen gemeinsam: Dürfen Sie eine eigene Firma haben? Manchmal wissen wir es nicht. Dann fragen wir beim Amt.

## Gehen Sie zum Gewerbe-Schalter

Dort melden Sie Ihre Firma an. Für manche Berufe brauchen Sie noch mehr Papiere. Der Gewerbe-Schalter sagt Ihnen, welche.

## Lernen Sie Deutsch

Viele Kurse sind am Abend. Wir suchen einen Kurs für Sie."""),
)  # fmt: skip
