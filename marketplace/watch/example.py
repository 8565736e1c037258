"""Watches with the secret word in them, for the walker of the tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kreislauf.links import sign
from kreislauf.slices import Example
from marketplace.watch.block import address_hash
from marketplace.watch.confirm import LIVES
from marketplace.watch.consent import TEXT_VERSION
from marketplace.watch.kinds import key_of, watchables
from marketplace.watch.links import CONFIRMATION, OWN, UNSUBSCRIBE
from marketplace.watch.models import Blocked, Reason, Watch

DAY = timedelta(days=1)


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Of the first search that may be watched."""
    now, word = timezone.now(), secret.lower()
    search = {"q": [secret]}
    kind = next(one.kind for one in watchables())
    facts = {"kind": kind, "search": search, "search_key": key_of(search), "language": "de", "asked_at": now}
    asked = Watch.objects.create(**facts, email=f"neu-{word}@example.org")
    running = Watch.objects.create(
        **facts,
        email=f"{word}@example.org",
        confirmed_at=now,
        text_version=TEXT_VERSION,
        region=f"Region {secret}",
        ends_at=now + LIVES,
        seen_until=now,
        next_at=now + DAY,
    )
    blocked = Blocked.objects.create(
        address_hash=address_hash(f"weg-{word}@example.org"), reason=Reason.REQUEST, at=now
    )
    own = {"token": sign(OWN, running.pk, expires=DAY)}
    return {
        "watch:new": Example(blocked, {"kind": kind}),
        "watch:confirmation": Example(asked, {"token": sign(CONFIRMATION, asked.pk, expires=DAY)}),
        "watch:unsubscribe": Example(running, {"token": sign(UNSUBSCRIBE, running.pk, expires=DAY)}),
        **{f"watch:{name}": Example(running, own) for name in ("own", "pausing", "rhythm", "renewal", "ending")},
    }
