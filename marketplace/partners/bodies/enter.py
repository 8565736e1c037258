"""Staff takes a partner in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.pictures.settle import names_of, settle_pictures
from kreislauf.rich_text import rich_text
from marketplace.businesses.slugs import free_slug
from marketplace.partners.models import Body


@transaction.atomic
def enter(facts: Mapping[str, Any], *, key: str, by: Actor, at: datetime) -> Body:
    """Put it at the end of the list; nobody sees it until it is shown. ``key`` names the form: twice is once."""
    first = Body.objects.filter(key=key).first()
    if first is not None:
        return first
    last = Body.objects.aggregate(last=Max("position"))["last"] or 0
    body = Body.objects.create(
        **facts,
        text_html=rich_text(facts.get("text_md", "")),
        slug=free_slug(Body, facts.get("short") or facts["name"], fallback="partner"),
        position=last + 1,
        key=key,
        created_at=at,
        submitted_at=at,
        approved_at=at,
    )
    settle_pictures(names_of(body))
    record("body.entered", body, by=by, at=at)
    return body
