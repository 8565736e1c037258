"""What pages say of a listing's state."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from marketplace.listings.models import Listing, Outcome
from marketplace.listings.print import picture
from marketplace.listings.spam.goods import RISKY
from marketplace.listings.statistics.numbers import in_words

register = template.Library()


@register.simple_tag(takes_context=True)
def share_picture(context: Context, listing: Listing | str = "") -> picture.SharePicture:
    """What other sites show of a link to this page."""
    return picture.share_picture(context["site"], listing or None)  # type: ignore[arg-type]  # an unknown name is ""


@register.filter
def listing_state(listing: Listing) -> str:
    """One or two words."""
    words = {
        "unconfirmed": _("noch nicht bestätigt"),
        "waiting": _("wird angesehen"),
        "asked": _("Rückfrage offen"),
        "rejected": _("abgelehnt"),
        "public": _("öffentlich"),
        "changed": _("Änderung wird angesehen"),
        "hidden": _("ausgeblendet"),
        "closed": Outcome(listing.outcome).label if listing.outcome else "",
    }
    return str(words[listing.state])


@register.filter
def listing_state_kind(listing: Listing) -> str:
    """The badge's colour."""
    kinds = {"public": "success", "changed": "info", "waiting": "info", "asked": "warning", "rejected": "danger"}
    return kinds.get(listing.state, "")


@register.filter
def listing_sentence(listing: Listing, now: datetime) -> str:
    """What happens next."""
    if listing.closed_at is not None:
        return _("Die Anzeige steht nicht mehr auf der Seite.")
    if listing.approved_at is None or listing.expires_at is None:
        return _("Sie bekommen eine E-Mail, sobald sie auf der Seite steht.")
    return _("Sie bleibt bis zum %(day)s.") % {"day": date_format(timezone.localtime(listing.expires_at), "d.m.Y")}


@register.simple_tag
def forbidden_goods() -> str:
    """In one line."""
    return "; ".join(str(name) for name, _hints in RISKY.values())


@register.filter
def grouped(number: int) -> str:
    """``1.479``"""
    return number_format(number, force_grouping=True)


@register.filter
def or_few(number: int) -> str:
    """``unter 5`` where the number could be somebody."""
    return in_words(number)
