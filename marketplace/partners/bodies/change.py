"""What a partner says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.pictures.settle import names_of, settle_pictures
from kreislauf.rich_text import rich_text
from marketplace.partners.models import TEXTS, Body
from marketplace.review import change as review

# How it is reached: its people change that at once. The rest only where the region lets it publish by itself.
CONTACT = (
    *("street", "postcode", "town", "latitude", "longitude"),
    *("website", "email", "phone", "hours", "imprint_url"),
)
BY_STAFF = ("kind", "publishes_itself")


@transaction.atomic
def change(body: Body, facts: Mapping[str, Any], *, by: Actor, at: datetime) -> Body:
    """Write the fields that differ; the address stays, so that links keep working. A strange field is a TypeError.

    A text that is written here replaces one that waits for a decision.
    """
    unknown = set(facts) - {*CONTACT, *TEXTS, *BY_STAFF}
    if unknown:
        raise TypeError(f"A partner has no {', '.join(sorted(unknown))}.")
    body = Body.objects.select_for_update().get(pk=body.pk)
    changed = sorted(name for name, value in facts.items() if getattr(body, name) != value)
    if not changed:
        return body
    before = names_of(body)
    for name in changed:
        setattr(body, name, facts[name])
    body.text_html = rich_text(body.text_md)
    replaced = _replace_waiting(body) if set(changed) & set(TEXTS) else []
    body.save(update_fields=[*changed, *replaced, "text_html"])
    settle_pictures(before | names_of(body))
    record("body.changed", body, by=by, at=at, fields=changed)
    return body


@transaction.atomic
def hand_in(body: Body, facts: Mapping[str, Any], *, by: Actor, at: datetime, answer: str = "") -> Body:
    """The same where staff reads the texts first: how it is reached changes at once, the rest once it is approved.

    ``answer`` goes with it, to what staff asked. Refuses with ``review.Ended`` a partner that has left.
    """
    contact = {name: value for name, value in facts.items() if name not in TEXTS}
    shown = change(body, contact, by=by, at=at).proposed()
    texts = {name: facts[name] for name in TEXTS if facts[name] != getattr(shown, name)}
    return review.change(body, texts, by=by, at=at, answer=answer, is_proven=True)


def _replace_waiting(body: Body) -> list[str]:
    """No link that was mailed decides on the older text any more. Returns the columns."""
    body.version += 1
    body.pending, body.asked_at, body.question, body.answer, body.reject_reason = None, None, "", "", ""
    return ["version", "pending", "asked_at", "question", "answer", "reject_reason"]
