"""What a row that staff decides on is, as a condition of the database: for querysets and for the indexes below them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

CLOSED = ("closed_at",)


def public(*, ended_by: Iterable[str] = CLOSED) -> Q:
    """Approved, and nothing has ended it."""
    return Q(approved_at__isnull=False, **_unset(ended_by))


def undecided(*, needs: Iterable[str] = (), ended_by: Iterable[str] = CLOSED) -> Q:
    """New, or changed, and neither refused nor ended; a question to its submitter may be open."""
    ready = {f"{name}__isnull": False for name in needs}
    open_ = Q(rejected_at__isnull=True, **_unset(ended_by), **ready)
    return open_ & (Q(approved_at__isnull=True) | Q(pending__isnull=False))


ASKED = Q(asked_at__isnull=False)


def _unset(names: Iterable[str]) -> dict[str, bool]:
    return {f"{name}__isnull": True for name in names}
