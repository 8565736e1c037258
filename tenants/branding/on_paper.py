"""The region's look on printed sheets, and sheets as answers."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.text import slugify

from kreislauf.german import spelled_out
from kreislauf.regions import current_region
from tenants.art import mosaic
from tenants.branding.models import Branding
from tenants.branding.site import Site

_COLOURS = {
    "brand": "--kl-brand",
    "on_brand": "--kl-on-brand",
    "action": "--kern-color-action-default",  # the brand where it stands on white, dark enough to read
    "accent": "--kl-accent",
    "tint": "--kl-brand-tint",
    "paper": "--kl-paper",
    "line": "--kl-line",
    "ink": "--kl-ink",
    "muted": "--kern-color-layout-text-muted",
}


def current_site() -> Site:
    """The region at work, as printed sheets and pictures need it. One query."""
    return Site(branding=Branding.objects.get(), card=current_region())


def german() -> translation.override:
    """A sheet that hangs on a wall is German, whatever language the office reads."""
    return translation.override(settings.LANGUAGE_CODE)


def colours_of(site: Site) -> dict[str, str]:
    return {name: site.theme.light[token] for name, token in _COLOURS.items()}


def picture_of(site: Site, *, columns: int, rows: int) -> str:
    """The region's mosaic as a plain SVG."""
    return mosaic.with_colours(mosaic.hero(site.glyphs, site.seed, site.theme, columns=columns, rows=rows), site.theme)


def short_address(address: str) -> str:
    """Without the scheme, as people type it."""
    return address.partition("://")[2].rstrip("/")


def file_name(what: str, name: str = "") -> str:
    """``aushang-kiel-wik.pdf``"""
    parts = (what, current_region().label, slugify(spelled_out(name)))
    return f"{'-'.join(part for part in parts if part)}.pdf"


def pdf_response(pdf: bytes, name: str) -> HttpResponse:
    """Opens in the browser, which prints and saves it."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
