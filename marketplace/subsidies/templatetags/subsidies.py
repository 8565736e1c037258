"""What templates say about a subsidy."""

from __future__ import annotations

from datetime import date, timedelta

from django import template
from django.utils import timezone

from marketplace.subsidies.models import Action

register = template.Library()


@register.filter
def last_day(action: Action) -> date:
    """The last that counts in full."""
    return timezone.localdate(action.ends_at) - timedelta(days=1)


@register.filter
def plus(cents: int, more: int) -> int:
    """Two amounts together."""
    return cents + more


@register.filter
def thousands(number: int) -> str:
    """``1300`` → ``1.300``."""
    return f"{number:,}".replace(",", ".")
