"""One page of the list, and the choices beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.core.paginator import Page
from django.db.models import Value

from kreislauf.replica import reading_connection
from marketplace.advice.models import Topic
from marketplace.meetings.models import Kind, Meeting
from marketplace.meetings.public.filter import MeetingFilter
from marketplace.meetings.public.months import months_of
from marketplace.meetings.public.rows import MeetingRow, page_of_rows
from marketplace.partners.models import Body

MOST_CHOICES = 500
# What cards and hits show: no room, no words.
CARD = (
    *("title", "lead", "kind", "starts_at", "ends_at", "place_name", "street", "postcode", "town", "picture"),
    *(
        "picture_alt",
        "registration",
        "capacity",
        "taken",
        "recording_policy",
        "cancelled_at",
        "moved_at",
        "released_at",
    ),
    *("body__name", "body__short", "body__slug", "business__name", "business__slug"),
)


class Choice(NamedTuple):
    """As ``parts/choices.html`` draws it; nobody counts what stands behind it."""

    value: str
    label: str
    ticked: bool
    number: None = None


class Chip(NamedTuple):
    """A filter that is set, and the query of the list without it."""

    label: str
    query: str


@dataclass(frozen=True, slots=True)
class Found:
    filters: MeetingFilter
    page: Page[MeetingRow]
    until: datetime | None  # the next page begins
    topics: list[Choice]
    bodies: list[Choice]
    kinds: list[Choice]
    months: list[Choice]
    chips: list[Chip]


def cards(found: Any) -> Any:
    """With what a card shows, and nothing else."""
    return found.select_related("body", "business").only(*CARD)


def find_meetings(filters: MeetingFilter, *, page: str | None, at: datetime) -> Found:
    topics, bodies = _topics_and_bodies(filters)
    months = [Choice(value, label, value == filters.month) for value, label in months_of(filters, at)]
    shown, until = page_of_rows(filters, page, at=at)
    return Found(
        filters=filters,
        page=shown,
        until=until,
        topics=topics,
        bodies=bodies,
        kinds=[Choice(value, str(label), value in filters.kinds) for value, label in Kind.choices],
        months=months,
        chips=list(_chips(filters, topics, bodies, months)),
    )


def _topics_and_bodies(filters: MeetingFilter) -> tuple[list[Choice], list[Choice]]:
    """Topics of both levels and partners that have a public meeting, each in their order; one query."""
    sql, params = _statement()
    with reading_connection().cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    topics = [Choice(slug, title, slug in filters.topics) for of, slug, title, _short in rows if of == "topic"]
    bodies = [Choice(slug, short or name, slug in filters.bodies) for of, slug, name, short in rows if of == "body"]
    return topics, bodies


@cache
def _statement() -> tuple[str, tuple[Any, ...]]:
    """Put together once in a process: that takes longer than the answer."""
    listed = Meeting.objects.public().listed()
    topics = Topic.objects.filter(pk__in=listed.values("topic")).in_order()
    bodies = Body.objects.shown().filter(pk__in=listed.values("body")).in_order()
    of_topics = topics.values_list(Value("topic"), "slug", "title", Value(""))[:MOST_CHOICES]
    return of_topics.union(
        bodies.values_list(Value("body"), "slug", "name", "short")[:MOST_CHOICES], all=True
    ).query.sql_with_params()


def _chips(filters: MeetingFilter, topics: list[Choice], bodies: list[Choice], months: list[Choice]) -> Iterable[Chip]:
    if filters.words:
        yield Chip(f"„{filters.words}“", filters.without(words=""))
    kinds = {value: str(label) for value, label in Kind.choices}
    for name, labels in (("topics", _labels(topics)), ("bodies", _labels(bodies)), ("kinds", kinds), ("towns", {})):
        values: tuple[str, ...] = getattr(filters, name)
        for value in values:
            rest = tuple(one for one in values if one != value)
            yield Chip(labels.get(value, value), filters.without(**{name: rest}))
    if filters.month:
        yield Chip(_labels(months).get(filters.month, filters.month), filters.without(month=""))


def _labels(choices: list[Choice]) -> dict[str, str]:
    return {choice.value: choice.label for choice in choices}
