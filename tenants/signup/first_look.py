"""The look of a new region, as its application asked for it."""

from __future__ import annotations

import io

from kreislauf.pictures.images import accept_upload
from kreislauf.pictures.settle import names_of, settle_pictures
from kreislauf.pictures.stored import store_picture
from tenants.branding.models import Branding
from tenants.branding.modules import modules
from tenants.branding.wording.houses import usual_house
from tenants.signup.labels import place_name
from tenants.signup.models import Application


def add_branding(application: Application) -> None:
    """Runs inside the new region."""
    logo = accept_upload(io.BytesIO(bytes(application.logo))) if application.logo else None
    branding = Branding.objects.create(
        name=application.name,
        place=place_name(application.name),
        house=usual_house(application.kind, ars=application.ars),
        primary_colour=application.primary_colour,
        accent_colour=application.accent_colour,
        glyphs=application.glyphs,
        modules={name: name in application.modules for name in modules()},
        logo=store_picture(logo, folder="logo") if logo else "",
        email=application.email,
        phone=application.phone,
        approval_email=application.email,
    )
    settle_pictures(names_of(branding))
