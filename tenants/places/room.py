"""What the region's places declare."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Room

ROOM = Room(
    app="tenants.places",
    urls="tenants.places.urls",
    log_words={"places.chosen": _("Postleitzahlen und Ortsteile geändert")},
    log_kinds={"places.": _("Orte")},
    tables={"places_regionpostcode": "Postleitzahlen und Ortsteile der Region"},
)
