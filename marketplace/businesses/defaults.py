"""The categories that a new region starts with. It may rename, add and remove them."""

from __future__ import annotations

from kreislauf.regions import current_region, stepping_into
from marketplace.businesses.models import Category

# name, address, glyph
DEFAULTS = (
    ("Gastronomie & Café", "gastronomie-cafe", "cup"),
    ("Hofladen & Lebensmittel", "hofladen-lebensmittel", "apple"),
    ("Mode & Einzelhandel", "mode-einzelhandel", "bag"),
    ("Buch, Kunst & Handgemachtes", "buch-kunst-handgemachtes", "book"),
    ("Handwerk & Reparatur", "handwerk-reparatur", "hammer"),
    ("Schönheit & Gesundheit", "schoenheit-gesundheit", "lotus"),
    ("Freizeit & Kultur", "freizeit-kultur", "mask"),
    ("Übernachten", "uebernachten", "bed"),
)


def add_default_categories() -> None:
    """Those of the region above, if there is one, as a starting point: copied, in their order.

    Nothing where the region has categories already, so that it may be repeated.
    """
    if Category.objects.exists():
        return
    Category.objects.bulk_create(
        Category(name=name, slug=slug, glyph=glyph, position=position)
        for position, (name, slug, glyph) in enumerate(_of_region_above() or DEFAULTS, start=1)
    )


def _of_region_above() -> list[tuple[str, str, str]]:
    above = current_region().parent
    if above is None or above.quarantined:
        return []
    with stepping_into(above):
        return list(Category.objects.in_order().values_list("name", "slug", "glyph"))
