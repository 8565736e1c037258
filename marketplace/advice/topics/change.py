"""The office arranges what advice is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.german import spelled_out
from marketplace.advice.models import Topic

ENTRY = frozenset({"title", "lead", "glyph", "parent"})


class StillUsed(Exception):
    """Articles, advisers or topics below it name it."""


@transaction.atomic
def add_topic(entry: Mapping[str, Any], *, by: Actor, at: datetime) -> Topic:
    """At the end of its level. Another name in ``entry`` is a TypeError."""
    _check(entry)
    last = Topic.objects.filter(parent=entry.get("parent")).aggregate(last=Max("position"))["last"]
    topic = Topic.objects.create(**entry, slug=_slug(entry["title"]), position=(last or 0) + 1)
    record("topic.added", topic, by=by, at=at)
    return topic


@transaction.atomic
def change_topic(topic: Topic, entry: Mapping[str, Any], *, by: Actor, at: datetime) -> Topic:
    """Its address stays, so that links do."""
    _check(entry)
    row = Topic.objects.select_for_update().get(pk=topic.pk)
    for name, value in entry.items():
        setattr(row, name, value)
    row.save()
    record("topic.changed", row, by=by, at=at)
    return row


@transaction.atomic
def move_topic(topic: Topic, *, up: bool, by: Actor, at: datetime) -> None:
    """One place within its level. At the end of the level nothing happens."""
    level = list(Topic.objects.filter(parent=topic.parent_id).in_order().select_for_update())
    here = next(place for place, one in enumerate(level) if one.pk == topic.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(level):
        return
    level[here], level[there] = level[there], level[here]
    for position, one in enumerate(level, start=1):
        one.position = position
    Topic.objects.bulk_update(level, ["position"])
    record("topic.moved", topic, by=by, at=at)


@transaction.atomic
def remove_topic(topic: Topic, *, by: Actor, at: datetime) -> None:
    """Refuses with ``StillUsed``."""
    row = Topic.objects.select_for_update().get(pk=topic.pk)
    if row.children.exists() or row.articles.exists() or row.advisers.exists():
        raise StillUsed
    record("topic.removed", row, by=by, at=at)
    row.delete()


def _slug(title: str) -> str:
    base = slugify(spelled_out(title))[:50].strip("-") or "thema"
    taken = set(Topic.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return base if base not in taken else next(f"{base}-{n}" for n in range(2, 1000) if f"{base}-{n}" not in taken)


def _check(entry: Mapping[str, Any]) -> None:
    if unknown := set(entry) - ENTRY:
        raise TypeError(f"A topic has no {', '.join(sorted(unknown))}.")
