"""A text as it reads, for desks and for those who decide on it; the public page has more around it."""

from __future__ import annotations

from typing import Any

from kreislauf.rich_text import rich_text
from marketplace.advice.contacts import Contacts
from marketplace.advice.models import Article, Topic
from marketplace.partners.models import Body


def reading_context(shown: Article) -> dict[str, Any]:
    """``html`` and ``steps`` of a text as proposed, and its ``topics`` in words."""
    rendered = [str(rich_text(step.get("text", ""))) for step in shown.steps]
    pks = [step["adviser_id"] for step in shown.steps if step.get("adviser_id")]
    contacts = Contacts.named_in(shown.text_html, *rendered, pks=pks)
    bodies = Body.objects.in_bulk([step["body_id"] for step in shown.steps if step.get("body_id")])
    steps = [
        {
            **step,
            "html": contacts.put_into(html),
            "adviser": contacts.get(step.get("adviser_id")),
            "partner": bodies.get(step.get("body_id") or 0),
        }
        for step, html in zip(shown.steps, rendered, strict=True)
    ]
    topics = ", ".join(Topic.objects.filter(pk__in=shown.topic_ids).values_list("title", flat=True))
    return {"shown": shown, "html": contacts.put_into(shown.text_html), "steps": steps, "topics": topics}
