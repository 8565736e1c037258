"""The region's site for templates and mails."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kreislauf.admission import audiences_of
from kreislauf.regions import address_of, current_region, current_region_or_none
from kreislauf.storage import StoreUnavailable
from tenants.about.read import about
from tenants.art.mail_tiles import mail_tiles
from tenants.art.theme import derive
from tenants.branding.models import Branding
from tenants.branding.modules import open_links
from tenants.branding.site import Site

# The platform's own two colours: a quiet blue-green, and the warm red of a stamp.
PLATFORM_COLOURS = ("#0b5563", "#f26b3a")


def branding(request: HttpRequest) -> dict[str, Any]:
    """``site`` on every page of a region; read from the database only when a template uses it.

    ``payments_live`` says whether real money moves.
    """
    if current_region_or_none() is None:
        return {
            "platform_name": settings.PLATFORM_NAME,
            "about": SimpleLazyObject(about),
            "payments_live": settings.PAYMENTS_LIVE,
        }
    return {
        "site": SimpleLazyObject(lambda: site_of_request(request)),
        "platform_name": settings.PLATFORM_NAME,
        "is_demo": settings.DEMO,
        "payments_live": settings.PAYMENTS_LIVE,
    }


def branding_of(request: HttpRequest) -> Branding:
    """The region's row, read once in a request, for whoever asks first."""
    found: Branding | None = getattr(request, "branding", None)
    if found is None:
        found = request.branding = Branding.objects.get()  # type: ignore[attr-defined]
    return found


def site_of_request(request: HttpRequest) -> Site:
    """The site of the current region, for the person who looks at it; a preview shows the one that is tried on."""
    tried_on: Branding | None = getattr(request, "branding_on_trial", None)
    row = tried_on or branding_of(request)
    door = "while_closed" if getattr(request, "business_closed_at", None) else ""
    return Site(
        branding=row,
        card=current_region(),
        audiences=audiences_of(request),
        business_door=door,
        preview=tried_on is not None,
    )


def mail_context() -> dict[str, Any]:
    """Names and literal colours for mails, whose readers load no stylesheet."""
    card = current_region_or_none()
    if card is None:
        theme = derive(*PLATFORM_COLOURS)
        return {
            "sender_name": settings.PLATFORM_NAME,
            "about": about(),
            "platform_url": address_of(settings.PLATFORM_HOST),
            "colours": _colours(theme.light),
            "tiles": mail_tiles(theme.light, "kreislauf"),
        }
    site = Site(branding=Branding.objects.get(), card=card)
    return {
        "sender_name": site.name,
        "site": site,
        "inline_pictures": _logo(site),
        "colours": _colours(site.theme.light),
        "tiles": mail_tiles(site.theme.light, site.seed),
    }


def _logo(site: Site) -> dict[str, bytes]:
    """Travels with each mail; without it, the mail says the name."""
    with suppress(OSError, StoreUnavailable):
        return {"logo": site.logo.for_mail()} if site.logo else {}
    return {}


def _colours(tokens: dict[str, str]) -> dict[str, str]:
    return {
        "brand": tokens["--kl-brand"],
        "on_brand": tokens["--kl-on-brand"],
        "accent": tokens["--kl-accent"],
        "action": tokens["--kern-color-action-default"],
        "on_action": tokens["--kern-color-action-on-default"],
        "text": tokens["--kern-color-layout-text-default"],
        "muted": tokens["--kern-color-layout-text-muted"],
        "paper": tokens["--kl-paper-2"],
        "tint": tokens["--kl-brand-tint"],
        "line": tokens["--kl-line"],
    }


def links_for(request: HttpRequest, table: str) -> dict[str, str]:
    """``links_for(request, "log_links")``: routes of rows that are open here and that this person may follow."""
    return open_links(table, branding_of(request), audiences=audiences_of(request))
