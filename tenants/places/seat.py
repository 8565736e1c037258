"""Where the administration sits: what lies around it is suggested first."""

from __future__ import annotations

import re

from kreislauf.places.postcodes import Pin, centroid, find
from tenants.branding.models import Branding


def seat() -> Pin | None:
    """By the postcode of its address, or else by its name; None where neither leads anywhere."""
    branding = Branding.objects.get()
    codes = re.findall(r"\b\d{5}\b", branding.address)
    pins = [pin for code in codes if (pin := centroid(code))]
    named = find(branding.place, most=1) if branding.place else []
    return next(iter([*pins, *(one.middle for one in named)]), None)
