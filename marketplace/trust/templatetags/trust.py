"""„Melden“ on public pages, and a notice's state in words: ``{% load trust %}``."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import ngettext

from marketplace.trust.models import Category, Decision, Ground, Outcome

register = template.Library()


@register.inclusion_tag("trust/parts/link.html")
def notice_link(kind: str, pk: int) -> dict[str, Any]:
    """To the form for a notice about this entry."""
    return {"url": reverse("trust:report", args=[kind, pk])}


@register.filter
def category_word(category: str) -> str:
    return str(Category(category).label)


@register.filter
def outcome_word(decision: Decision) -> str:
    return str(Outcome(decision.outcome).label)


@register.filter
def ground_word(decision: Decision) -> str:
    return str(Ground(decision.ground).label) if decision.ground else ""


@register.filter
def took_words(took: timedelta) -> str:
    """In hours up to two days, then in days."""
    hours = round(took / timedelta(hours=1))
    if hours < 48:
        return ngettext("%(n)s Stunde", "%(n)s Stunden", hours) % {"n": hours}
    days = round(hours / 24)
    return ngettext("%(n)s Tag", "%(n)s Tage", days) % {"n": days}
