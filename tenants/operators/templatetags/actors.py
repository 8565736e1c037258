"""``{{ entry.actor|in_words }}``: German words for actors that are no person."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from tenants.logbook.record import SYSTEM

register = template.Library()


@register.filter
def in_words(actor: str) -> str:
    return gettext("System") if actor == SYSTEM else actor
