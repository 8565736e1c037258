"""Giving the region a new look."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.images import AcceptedImage
from kreislauf.pictures import store_picture
from tenants.branding.models import Branding


@transaction.atomic
def dress(branding: Branding, *, logo: AcceptedImage | None, at: datetime) -> Branding:
    """Save names, colours and glyphs, and take a new logo in; without one the old logo stays."""
    if logo is not None:
        branding.logo = store_picture(logo, folder="logo")
    branding.looked_after_at = at
    branding.save()
    return branding
