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
from marketplace.partners.models import Body

# How it is reached: its people change that at once. The rest only where the region lets it publish by itself.
CONTACT = (
    *("street", "postcode", "town", "latitude", "longitude"),
    *("website", "email", "phone", "hours", "imprint_url"),
)
TEXTS = ("name", "short", "text_md", "logo", "logo_alt")
BY_STAFF = ("kind", "publishes_itself")


@transaction.atomic
def change(body: Body, facts: Mapping[str, Any], *, by: Actor, at: datetime) -> Body:
    """Write the fields that differ; the address stays, so that links keep working. A strange field is a TypeError."""
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
    body.save(update_fields=[*changed, "text_html"])
    settle_pictures(before | names_of(body))
    record("body.changed", body, by=by, at=at, fields=changed)
    return body
