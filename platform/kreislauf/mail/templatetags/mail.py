"""Refused mail, shown where a person sees it: at the row that it is about, and on the start page."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Model, Q

from kreislauf.mail.outbox import outbox
from kreislauf.regions import current_region_or_none

register = template.Library()
MOST = 5


@register.inclusion_tag("post/count.html")
def refused_mails() -> dict[str, Any]:
    """How many mails cannot be delivered, with a link to them."""
    page = "mail:office:list" if current_region_or_none() else "operators:mails"
    return {"count": outbox().refused().count(), "page": page}


@register.inclusion_tag("post/refused.html", takes_context=True)
def refused_mail(context: template.Context, about: Model, address: str = "") -> dict[str, Any]:
    """Those about the row, each with a button to send it again; with ``address`` also what else was refused there."""
    question = Q(about=about._meta.label_lower, about_id=about.pk)
    if address:
        question |= Q(recipient=address)
    return {
        "mails": outbox().refused().filter(question)[:MOST],
        "again": "mail:office:again" if current_region_or_none() else "operators:mail_again",
        "csrf_token": context.get("csrf_token"),
    }
