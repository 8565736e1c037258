"""What the region's checklist asks about its places."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Check
from tenants.places.models import RegionPostcode


def places() -> Check:
    return Check(
        title=_("Orte"),
        done=RegionPostcode.objects.exists(),
        words=_("Welche Postleitzahlen zu Ihnen gehören: Daraus entstehen die Orte in Formularen, Filtern und Karten."),
        route="places:postcodes",
    )
