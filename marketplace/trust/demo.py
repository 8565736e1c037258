"""A demo region's notices: some open, one decided on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.demo.clock import days_ago
from marketplace.trust.decide import decide
from marketplace.trust.models import Category, Ground, Notice, Outcome
from marketplace.trust.noticeable import noticeable_named

if TYPE_CHECKING:
    from marketplace.demo.shape import DemoNotice, DemoRegion


@transaction.atomic
def demo(data: DemoRegion, by: Actor) -> None:
    """Once."""
    if Notice.objects.exists():
        return
    for number, one in enumerate(data.notices):
        notice = _notice(one, key=f"demo-{data.label}-{number}")
        if notice and one.outcome:
            decide(
                notice,
                outcome=Outcome(one.outcome),
                ground="" if one.outcome == Outcome.KEEP else Ground.TERMS,
                ground_text=one.ground,
                facts=one.facts,
                by=by,
                at=days_ago(max(one.days_ago - 1, 0), hour=11),
            )


def _notice(one: DemoNotice, *, key: str) -> Notice | None:
    """None where the entry is not there: the demo's data says so in its own tests."""
    kind = noticeable_named(one.kind)
    row = kind.rows().filter(**{one.field: one.title}).first() if kind else None
    if kind is None or row is None:
        return None
    return Notice.objects.create(
        kind=kind.kind,
        target_id=row.pk,
        version=kind.version(row),
        address=kind.address(row),
        title=str(row)[:200],
        words=kind.words(row),
        category=Category(one.category),
        why=one.why,
        name=one.name,
        email=f"{one.name.lower()}@mail.example" if one.name else "",
        key=key,
        received_at=days_ago(one.days_ago, hour=9),
    )
