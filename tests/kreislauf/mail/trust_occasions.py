"""What makes each kind of mail about notices be written."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from marketplace.listings.models import Kind
from marketplace.trust import emails
from marketplace.trust.models import Appeal, Decision, Notice
from tests.make_listing import make_listing


def about_notices() -> dict[str, Callable[[str], object]]:
    """By kind, as ``in_the_region``; after ``about_listings``, which makes the kinds of the board."""
    now = timezone.now()
    listing = make_listing(Kind.objects.get(slug="verschenken"))
    what = {"kind": "listing", "target_id": listing.pk, "version": 1, "address": "/", "title": listing.title}
    decision = Decision.objects.create(
        **what,
        outcome="hide",
        ground="terms",
        ground_text="Nur Echtes.",
        facts="Kein Rad.",
        by_notice=True,
        by="Ute",
        at=now,
    )
    new = Notice.objects.create(**what, category="fraud", why="Vorkasse.", key="new", received_at=now)
    decided = Notice.objects.create(
        **what, category="fraud", why="Vorkasse.", key="decided", received_at=now, decision=decision
    )
    appeal = Appeal.objects.create(decision=decision, text="Doch.", at=now)
    ruled = Appeal.objects.create(
        decision=decision, text="Doch.", at=now, ruled_at=now, ruled_by="Ida", is_upheld=True, notice=decided
    )
    return {
        "trust.receipt": lambda to: emails.receipt.queue(new, to=to),
        "trust.received": lambda to: emails.received.queue(new, to=to),
        "trust.statement": lambda to: emails.statement.queue(decision, to=to),
        "trust.outcome": lambda to: emails.outcome.queue(decided, to=to),
        "trust.appealed": lambda to: emails.appealed.queue(appeal, to=to),
        "trust.ruling": lambda to: emails.ruling.queue(ruled, to=to),
    }
