"""What the region's places declare."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Example, Room
from tenants.places.golive import places
from tenants.places.ground import settle_ground


def _example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """An address that names no row of a region."""
    return {"places:tile": Example(None, {"z": 12, "x": 2164, "y": 1312})}


ROOM = Room(
    app="tenants.places",
    urls="tenants.places.urls",
    office_menu=(
        Link(_("Orte"), "places:postcodes", "location_on", Audience.ADMINISTRATOR, group=MenuGroup.SITE),
        Link(_("Karte"), "places:drawing", "map", Audience.ADMINISTRATOR, group=MenuGroup.SITE),
    ),
    log_words={
        "places.chosen": _("Postleitzahlen und Ortsteile geändert"),
        "places.map_drawn": _("Eigene Karte hochgeladen"),
        "places.map_removed": _("Eigene Karte entfernt"),
    },
    log_kinds={"places.": _("Orte")},
    go_live=(places,),
    not_secret={"places_ownmap.digest": "names the version of a map that everybody sees"},
    contents=settle_ground,
    example=_example,
    tables={
        "places_regionpostcode": "Postleitzahlen und Ortsteile der Region",
        "places_ownmap": "die eigene Karte der Region",
    },
)
