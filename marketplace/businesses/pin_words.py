"""Where a business lies on the map, in words: nobody has to compare degrees."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kreislauf.places.distance import Point, km_between
from marketplace.businesses.models import Business


def pin_words(business: Business, before: Business | None = None) -> str:
    """Who has put it there and, against another, how far that is from it; nothing without a pin."""
    here, there = _pin(business), _pin(before) if before else None
    if here is None:
        return ""
    if business.lies_in_the_middle:
        words = _("Mitte der Postleitzahl %(code)s") % {"code": business.postcode}
    else:
        words = _("von Hand gesetzt")
    if there is None:
        return words
    return _("%(words)s, %(far)s vom bisherigen entfernt") % {"words": words, "far": _far(km_between(here, there))}


def _pin(business: Business) -> Point | None:
    if business.latitude is None or business.longitude is None:
        return None
    return business.latitude, business.longitude


def _far(km: float) -> str:
    return f"{round(km * 1000)} m" if km < 1 else f"{number_format(km, 1)} km"
