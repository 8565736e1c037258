"""What the filters of the advice offer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.utils.translation import gettext_lazy as _

from kreislauf.prepared import Prepared
from marketplace.advice.models import AUDIENCES, Topic

_TOPIC = ("pk", "parent_id", "title", "slug", "glyph", "lead", "position")


class ByWhen(StrEnum):
    TODAY = "heute"
    WEEK = "woche"
    LATER = "zeit"


BY_WHEN = {
    ByWhen.TODAY: _("Heute noch"),
    ByWhen.WEEK: _("In den nächsten Tagen"),
    ByWhen.LATER: _("Es hat Zeit"),
}


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic of the first level and those below it."""

    topic: Topic
    children: list[Topic]


def topics_in_order() -> list[TopicRow]:
    """Both levels, in one query; copies, never to be saved."""
    rows = {}
    below: list[Topic] = []
    for values in _topics().all({}):
        topic = Topic(**dict(zip(_TOPIC, values, strict=True)))
        if topic.parent_id is None:
            rows[topic.pk] = TopicRow(topic, [])
        else:
            below.append(topic)
    for topic in below:
        if topic.parent_id in rows:
            rows[topic.parent_id].children.append(topic)
    return list(rows.values())


@cache
def _topics() -> Prepared:
    return Prepared.of(Topic.objects.in_order().values_list(*_TOPIC))


def topic_choices(rows: Iterable[TopicRow]) -> list[tuple[str, str]]:
    """(address, title) for a select; the second level stands in."""
    found = []
    for row in rows:
        found.append((row.topic.slug, row.topic.title))
        found += [(child.slug, f"– {child.title}") for child in row.children]
    return found


def audience_choices() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in AUDIENCES.items()]
