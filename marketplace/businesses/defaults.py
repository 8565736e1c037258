"""The categories that a new region starts with. It may rename, add and remove them."""

from __future__ import annotations

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
    """Nothing where the region has categories already, so that it may be repeated."""
    if Category.objects.exists():
        return
    Category.objects.bulk_create(
        Category(name=name, slug=slug, glyph=glyph, position=position)
        for position, (name, slug, glyph) in enumerate(DEFAULTS, start=1)
    )
