"""Long work in stages: after a crash, another process goes on where the first one stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

Subject = TypeVar("Subject")
Name = TypeVar("Name", bound=str)
Stages = Sequence[tuple[Name, Callable[[Subject], dict[str, Any] | None]]]


def go_through(
    subject: Subject, stages: Stages[Name, Subject], *, done: models.Manager[Any], report: Callable[[Name], object]
) -> None:
    """Do the stages that have no row in ``done``, and write one after each, with what it returned as its ``detail``.

    A stage that is cut off before its row is written is done again: each must be idempotent.
    """
    names = set(done.values_list("name", flat=True))
    for name, work in stages:
        if name in names:
            continue
        report(name)
        detail = work(subject)
        noted = {"done_at": timezone.now()} | ({} if detail is None else {"detail": detail})
        done.get_or_create(name=name, defaults=noted)
