"""A notice, a decision and an appeal with the secret word in their texts, for the walker of the tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kreislauf.slices import Example
from marketplace.trust.links import appeal_token, receipt_token
from marketplace.trust.models import Appeal, Category, Decision, Ground, Notice, Outcome
from marketplace.trust.noticeable import noticeables


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes the row of a kind that can be reported, which stands under the kind's name."""
    now, word = timezone.now(), secret.lower()
    kind = next(one for one in noticeables() if one.kind in made)
    row = made[kind.kind]
    about = {"kind": kind.kind, "target_id": row.pk, "address": kind.address(row), "title": f"Gemeldet {secret}"}
    said = {"words": f"Text {secret}", "category": Category.FRAUD, "why": f"Weil {secret}", "received_at": now}
    who = {"name": f"Jan {secret}", "email": f"jan-{word}@example.org"}
    decision = Decision.objects.create(
        **about,
        outcome=Outcome.HIDE,
        by_notice=True,
        ground=Ground.LAW,
        ground_text=f"§ {secret}",
        facts=f"Begründung {secret}",
        by=f"Redaktion {secret}",
        at=now,
    )
    notice = Notice.objects.create(**about, **said, **who, key=f"notice-{word}")
    decided = Notice.objects.create(**about, **said, **who, key=f"decided-{word}", decision=decision)
    appeal = Appeal.objects.create(decision=decision, text=f"Widerspruch {secret}", at=now)
    Appeal.objects.create(decision=decision, notice=decided, text=f"Einwand {secret}", at=now)
    return {
        "trust:report": Example(row, {"kind": kind.kind}),
        "trust:receipt": Example(notice, {"token": receipt_token(notice)}),
        "trust:appeal": Example(appeal, {"token": appeal_token(decision, decided)}),
        "trust:office:unasked": Example(row, {"kind": kind.kind}),
        **{f"trust:office:{name}": Example(notice) for name in ("notice", "hiding", "showing")},
        **{f"trust:office:{name}": Example(appeal) for name in ("appeal", "escalation")},
    }
