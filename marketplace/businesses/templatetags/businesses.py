"""A business's hours in templates: ``{% load businesses %}``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import quote, urlencode

from django import template

from kreislauf.accounts.models import ApiToken
from kreislauf.house import declared
from kreislauf.slices import CardNote
from marketplace.businesses.models import Business

register = template.Library()


@register.filter
def special_hours(business: Business, today: date) -> str:
    """The changed opening hours in force on a day."""
    return business.special_hours(today)


@register.filter
def open_now(business: Business, now: datetime) -> str:
    """``Jetzt geöffnet bis 18:00 Uhr`` while it is open by its usual hours, else nothing."""
    return business.open_sentence(now) if business.is_open(now) else ""


@register.filter
def of_business(notes: Mapping[int, list[CardNote]], business: Business) -> list[CardNote]:
    """What slices say of it."""
    return notes.get(business.pk, []) if notes else []


@register.filter
def route_url(business: Business) -> str:
    """The way there, on a site that follows nobody and that people choose to open."""
    if business.latitude is None or business.lies_in_the_middle:
        return f"https://www.openstreetmap.org/search?{urlencode({'query': _address(business)})}"
    return f"https://www.openstreetmap.org/directions?to={business.latitude}%2C{business.longitude}"


@register.filter
def map_app_url(business: Business) -> str:
    """For the map app of the phone (RFC 5870)."""
    unknown = business.latitude is None or business.lies_in_the_middle
    place = "0,0" if unknown else f"{business.latitude},{business.longitude}"
    return f"geo:{place}?{urlencode({'q': _address(business)}, quote_via=quote)}"


def _address(business: Business) -> str:
    return f"{business.street}, {business.postcode} {business.place}"


@register.filter
def permissions(key: ApiToken) -> str:
    """What a key may do, in the words of the form that it was made with."""
    words = declared("scopes")
    return ", ".join(str(words.get(scope, scope)) for scope in key.scopes)
