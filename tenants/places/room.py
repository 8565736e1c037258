"""What the region's places declare."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Room
from tenants.places.golive import places
from tenants.places.ground import settle_ground

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
    contents=settle_ground,
    tables={
        "places_regionpostcode": "Postleitzahlen und Ortsteile der Region",
        "places_ownmap": "die eigene Karte der Region",
    },
)
