"""The branches that the region lists its businesses under."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.businesses.models import Category
from marketplace.businesses.slugs import free_slug


class NameTaken(Exception):
    """There is a category of this name."""


class InUse(Exception):
    """Businesses stand under it; ``count`` says how many."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


@transaction.atomic
def add_category(name: str, *, glyph: str, by: Actor, at: datetime) -> Category:
    """Put a new one at the end. Refuses with ``NameTaken``."""
    _refuse_taken(name)
    last = Category.objects.aggregate(last=Max("position"))["last"] or 0
    category = Category.objects.create(
        name=name, glyph=glyph, position=last + 1, slug=free_slug(Category, name, fallback="branche")
    )
    record("category.added", category, by=by, at=at)
    return category


@transaction.atomic
def change_category(category: Category, *, name: str, glyph: str, by: Actor, at: datetime) -> None:
    """Another name or sign; the address stays, so that links keep working. Refuses with ``NameTaken``."""
    _refuse_taken(name, but=category)
    before = category.name
    category.name, category.glyph = name, glyph
    category.save(update_fields=["name", "glyph"])
    record("category.changed", category, by=by, at=at, before=before)


@transaction.atomic
def remove_category(category: Category, *, by: Actor, at: datetime) -> None:
    """Refuses with ``InUse``, also for closed businesses: their vouchers still name it."""
    Category.objects.select_for_update().get(pk=category.pk)
    count = category.businesses.count()
    if count:
        raise InUse(count)
    record("category.removed", category, by=by, at=at)
    category.delete()


@transaction.atomic
def move_category(category: Category, *, up: bool, by: Actor, at: datetime) -> None:
    """Change places with the neighbour above or below; nothing happens at the ends."""
    order = list(Category.objects.select_for_update().in_order())
    here = order.index(category)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for position, one in enumerate(order, start=1):
        if one.position != position:
            Category.objects.filter(pk=one.pk).update(position=position)
    record("category.moved", category, by=by, at=at, position=there + 1)


def _refuse_taken(name: str, *, but: Category | None = None) -> None:
    others = Category.objects.filter(name__iexact=name)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.exists():
        raise NameTaken
