"""A business's hours in templates: ``{% load businesses %}``."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.translation import gettext_lazy as _

from kreislauf.accounts.models import ApiToken
from kreislauf.house import declared
from marketplace.businesses.models import Business

register = template.Library()

STATES = {
    "waiting": _("wartet auf Freigabe"),
    "changed": _("Änderung zu prüfen"),
    "public": _("öffentlich"),
    "rejected": _("abgelehnt"),
    "closed": _("geschlossen"),
}
KINDS = {"waiting": "warning", "changed": "warning", "public": "success", "rejected": "danger", "closed": ""}


@register.filter
def special_hours(business: Business, today: date) -> str:
    """The changed opening hours in force on a day."""
    return business.special_hours(today)


@register.filter
def state_word(business: Business) -> str:
    """The business's state as staff says it."""
    return str(STATES[business.state])


@register.filter
def state_kind(business: Business) -> str:
    """The badge's kind for the state."""
    return KINDS[business.state]


@register.filter
def permissions(key: ApiToken) -> str:
    """What a key may do, in the words of the form that it was made with."""
    words = declared("scopes")
    return ", ".join(str(words.get(scope, scope)) for scope in key.scopes)
