"""What the office sets up: its times, its deputies, its sentences."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.review.models import Routine, TextBlock


@transaction.atomic
def set_routine(*, hours: list[int], each_at_once: bool, deputies_email: str, by: Actor, at: datetime) -> Routine:
    """Nothing happens where nothing differs."""
    Routine.objects.get_or_create()
    current = Routine.objects.select_for_update().get()
    wanted = {"hours": sorted(set(hours)), "each_at_once": each_at_once, "deputies_email": deputies_email}
    changed = [name for name, value in wanted.items() if getattr(current, name) != value]
    if changed:
        for name in changed:
            setattr(current, name, wanted[name])
        current.save(update_fields=changed)
        record("review.routine_changed", current, by=by, at=at, fields=changed)
    return current


@transaction.atomic
def add_block(use: str, text: str, *, by: Actor, at: datetime) -> TextBlock:
    """Below the others of its use. One that is there already stays as it is."""
    last = TextBlock.objects.filter(use=use).aggregate(last=Max("position"))["last"] or 0
    block, is_new = TextBlock.objects.get_or_create(use=use, text=text, defaults={"position": last + 1})
    if is_new:
        record("text_block.added", block, by=by, at=at)
    return block


@transaction.atomic
def change_block(block: TextBlock, text: str, *, by: Actor, at: datetime) -> None:
    if block.text != text:
        block.text = text
        block.save(update_fields=["text"])
        record("text_block.changed", block, by=by, at=at)


@transaction.atomic
def remove_block(block: TextBlock, *, by: Actor, at: datetime) -> None:
    """Letters that were written with it keep it. Repeatable."""
    if TextBlock.objects.filter(pk=block.pk).delete()[0]:
        record("text_block.removed", block, by=by, at=at)
