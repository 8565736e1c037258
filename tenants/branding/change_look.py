"""Giving the region a new look."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.pictures.images import AcceptedImage
from kreislauf.pictures.settle import names_of, settle_pictures
from kreislauf.pictures.stored import store_picture
from kreislauf.regions import current_region, stepping_into
from tenants.branding.models import Branding
from tenants.models import Region


@transaction.atomic
def change_look(
    branding: Branding, *, logo: AcceptedImage | None, no_logo: bool = False, by: Actor, at: datetime
) -> Branding:
    """Save names, colours and glyphs, and take a new logo in; without one the old logo stays, unless it is to go."""
    before = names_of(branding)
    if logo is not None:
        branding.logo = store_picture(logo, folder="logo")
    elif no_logo:
        branding.logo, branding.logo_as_icon = "", False
    branding.reviewed_at = at
    branding.save()
    if before != names_of(branding):
        settle_pictures(before | names_of(branding))
    record("branding.changed", branding, by=by, at=at, version=branding.version)
    _copy_to_platform(branding)
    return branding


def _copy_to_platform(branding: Branding) -> None:
    """Its front page draws every region in its own colours, and enters none of them for it."""
    region = current_region()
    with stepping_into(None):
        Region.objects.filter(pk=region.id).update(
            primary_colour=branding.primary_colour, accent_colour=branding.accent_colour, glyphs=branding.glyphs
        )
