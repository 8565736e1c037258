"""The kinds and categories that a new region's board starts with. It may rename, add, switch off and remove them."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.text import slugify

from kreislauf.german import spelled_out
from marketplace.listings.models import Category, Kind, PriceKind, Side
from marketplace.listings.models.kind import Writers


class Drawer(NamedTuple):
    """A category. ``days`` and ``note`` only where they differ from the kind's."""

    name: str
    days: int | None = None
    note: str = ""


MONEY = [PriceKind.FIXED, PriceKind.NEGOTIABLE, PriceKind.FREE]
CHILD_SEATS = "Bitte keine Kindersitze, die zurückgerufen wurden oder älter als zehn Jahre sind."
NO_FOOD = "Selbst Gekochtes und Eingemachtes darf hier nicht verkauft werden."
NO_ADVICE = "Rat zu Recht und Steuern dürfen nur Fachleute geben."
MINORS = "Ab 13 Jahren, bis zwei Stunden am Tag und mit dem Ja der Eltern (§ 5 JArbSchG)."
RIDES = "Nehmen Sie höchstens, was die Fahrt kostet. Mehr wäre gewerblich."
ANIMALS = "Nur entlaufene und zugelaufene Tiere. Verkauft oder vermittelt werden Tiere hier nicht."

HELP = (
    Drawer("Einkaufen und Besorgungen"),
    Drawer("Fahren und Begleiten", note=RIDES),
    Drawer("Haus und Garten"),
    Drawer("Hund und Katze"),
    Drawer("Kinder betreuen", note=MINORS),
    Drawer("Handy, Computer, Formulare", note=NO_ADVICE),
    Drawer("Gesellschaft und Vorlesen"),
)

KINDS: tuple[tuple[dict[str, Any], tuple[Drawer, ...]], ...] = (
    (
        {
            "slug": "angebote",
            "name": "Angebote der Betriebe",
            "call": "Unser Betrieb bietet etwas an",
            "explained": "Mittagstisch, freie Termine, Restposten, Kurse.",
            "glyph": "shop",
            "writers": Writers.BUSINESSES,
            "price_kinds": [PriceKind.FIXED, PriceKind.ON_REQUEST, PriceKind.FREE],
            "days": 60,
        },
        (Drawer("Essen und Trinken", days=14), Drawer("Waren"), Drawer("Dienste"), Drawer("Kurse und Termine")),
    ),
    (
        {
            "slug": "verschenken",
            "name": "Zu verschenken",
            "call": "Ich verschenke etwas",
            "explained": "Was zu gut für den Sperrmüll ist.",
            "glyph": "gift",
            "writers": Writers.PRIVATE,
            "days": 21,
        },
        (
            Drawer("Für Kinder", note=CHILD_SEATS),
            Drawer("Möbel und Haushalt"),
            Drawer("Garten und Pflanzen", days=14),
            Drawer("Kleidung"),
            Drawer("Bücher und Spiele"),
            Drawer("Lebensmittel", days=3, note="Nur verpackt und vor dem Ablauf."),
            Drawer("Sonstiges"),
        ),
    ),
    (
        {
            "slug": "gebrauchtes",
            "name": "Gebrauchtes",
            "call": "Ich verkaufe etwas Gebrauchtes",
            "explained": "Vom Fahrrad bis zum Esstisch.",
            "glyph": "bag",
            "price_kinds": [*MONEY, PriceKind.SWAP],
            "days": 30,
        },
        (
            Drawer("Fahrräder und Fahrzeuge"),
            Drawer("Für Kinder", note=CHILD_SEATS),
            Drawer("Möbel und Haushalt"),
            Drawer("Technik"),
            Drawer("Garten und Werkzeug"),
            Drawer("Kleidung"),
            Drawer("Bücher, Musik, Spiele"),
            Drawer("Sonstiges", note=NO_FOOD),
        ),
    ),
    (
        {
            "slug": "leihen",
            "name": "Zum Ausleihen",
            "call": "Ich verleihe etwas",
            "explained": "Leiter, Bohrmaschine, Festzelt: einer hat es schon.",
            "glyph": "key",
            "price_kinds": [PriceKind.FREE, PriceKind.FIXED],
            "days": 180,
        },
        (
            Drawer("Werkzeug und Garten"),
            Drawer("Feste und Feiern"),
            Drawer("Anhänger und Lastenrad"),
            Drawer("Spiel und Sport"),
        ),
    ),
    (
        {
            "slug": "gesuche",
            "name": "Gesucht",
            "call": "Ich suche etwas",
            "explained": "Vielleicht steht es beim Nachbarn auf dem Boden.",
            "glyph": "megaphone",
            "side": Side.WANTED,
            "days": 60,
        },
        (
            Drawer("Sachen"),
            Drawer("Für Kinder"),
            Drawer("Wohnung und Garten"),
            Drawer("Mitfahrt", note=RIDES),
            Drawer("Entlaufen und zugelaufen", note=ANIMALS),
            Drawer("Sonstiges"),
        ),
    ),
    (
        {
            "slug": "stellen",
            "name": "Stellen",
            "call": "Unser Betrieb sucht jemanden",
            "explained": "Arbeit, Ausbildung und Praktikum am Ort.",
            "glyph": "hammer",
            "writers": Writers.BUSINESSES,
            "days": 45,
            "is_job": True,
        },
        (
            Drawer("Voll- und Teilzeit"),
            Drawer("Ausbildung", days=120),
            Drawer("Minijob und Aushilfe"),
            Drawer("Praktikum"),
        ),
    ),
    (
        {
            "slug": "hilfe-gesucht",
            "name": "Hilfe gesucht",
            "call": "Ich brauche Hilfe",
            "explained": "Wir fragen Menschen in Ihrer Nähe. Öffentlich steht nichts.",
            "glyph": "people",
            "side": Side.WANTED,
            "writers": Writers.PRIVATE,
            "days": 14,
            "forget_days": 14,
            "is_on_show": False,
            "is_urgent": True,
        },
        HELP,
    ),
    (
        {
            "slug": "hilfe-angeboten",
            "name": "Hilfe angeboten",
            "call": "Ich möchte helfen",
            "explained": "Sie bekommen eine Nachricht, wenn jemand in Ihrer Nähe Hilfe braucht.",
            "glyph": "heart",
            "writers": Writers.PRIVATE,
            "days": 90,
            "is_on_show": False,
        },
        HELP,
    ),
)


def add_default_kinds() -> None:
    """Nothing where the region has kinds already, so that it may be repeated."""
    if Kind.objects.exists():
        return
    for position, (fields, drawers) in enumerate(KINDS, start=1):
        kind = Kind.objects.create(**fields, position=position)
        Category.objects.bulk_create(
            Category(
                kind=kind,
                name=one.name,
                slug=slugify(spelled_out(one.name)),
                position=number,
                days=one.days,
                note=one.note,
            )
            for number, one in enumerate(drawers, start=1)
        )
    Kind.objects.filter(slug="hilfe-gesucht").update(answered_by=Kind.objects.get(slug="hilfe-angeboten"))
