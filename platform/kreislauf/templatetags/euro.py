"""Amounts in templates: ``{% load euro %} {{ voucher.left_cents|euro }}``."""

from __future__ import annotations

from django import template

from kreislauf.money import format_euro, format_euro_short

register = template.Library()


@register.filter
def euro(cents: int | None) -> str:
    """``1250`` → ``12,50 €``; nothing for nothing."""
    return "" if cents is None else format_euro(cents)


@register.filter
def euro_short(cents: int | None) -> str:
    """``2000`` → ``20 €``, for price tags."""
    return "" if cents is None else format_euro_short(cents)
