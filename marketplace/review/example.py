"""Sentences and people with the secret word, for the walker of the tests. Entries are made by their own slices."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kreislauf.slices import Example
from marketplace.review.kinds import Review
from marketplace.review.links import decision_link, text_link
from marketplace.review.models import BlockUse, Reviewed, TextBlock, Trusted


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    block = TextBlock.objects.create(use=BlockUse.REFUSAL, text=f"Satz {secret}")
    trusted = Trusted.objects.create(
        kind="business",
        submitter=f"{secret.lower()}@example.org",
        name=f"Vertraut {secret}",
        by="Ute",
        at=timezone.now(),
    )
    return {
        "review:office:block": Example(block),
        "review:office:block_removal": Example(block),
        "review:office:distrusting": Example(trusted),
    }


def examples_of(review: Review[Any], *, waiting: Reviewed, asked: Reviewed) -> dict[str, Example]:
    """For a slice's own example: what the room's routes take for two of its entries."""
    return {
        "review:office:decision": Example(waiting, {"kind": review.kind}),
        "review:office:letter": Example(waiting, {"token": _token(decision_link(review, waiting))}),
        "review:office:decided": Example(waiting, {"state": "public"}),
        "review:text": Example(asked, {"token": _token(text_link(review, asked))}),
    }


def _token(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]
