"""One page of the list, and the choices beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.core.paginator import Page
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format

from kreislauf.web.pages import numbered_page
from marketplace.advice.models import Topic
from marketplace.meetings.models import Kind, Meeting
from marketplace.meetings.public.filter import MeetingFilter
from marketplace.partners.models import Body

PER_PAGE = 24
MOST_MONTHS = 24
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
    page: Page[Meeting]
    topics: list[Choice]
    bodies: list[Choice]
    kinds: list[Choice]
    months: list[Choice]
    chips: list[Chip]


def cards(found: Any) -> Any:
    """With what a card shows, and nothing else."""
    return found.select_related("body", "business").only(*CARD)


def find_meetings(filters: MeetingFilter, *, page: str | None, at: datetime) -> Found:
    topics, bodies, months = _topics(filters), _bodies(filters), _months(filters, at)
    return Found(
        filters=filters,
        page=numbered_page(cards(filters.results(at)), page, per_page=PER_PAGE),
        topics=topics,
        bodies=bodies,
        kinds=[Choice(value, str(label), value in filters.kinds) for value, label in Kind.choices],
        months=months,
        chips=list(_chips(filters, topics, bodies, months)),
    )


def _topics(filters: MeetingFilter) -> list[Choice]:
    """That a public meeting has, in their order; of both levels."""
    rows = Topic.objects.filter(pk__in=Meeting.objects.public().listed().values("topic")).in_order()
    return [Choice(one.slug, one.title, one.slug in filters.topics) for one in rows.only("title", "slug")]


def _bodies(filters: MeetingFilter) -> list[Choice]:
    """Partners that have a public meeting."""
    rows = Body.objects.shown().filter(pk__in=Meeting.objects.public().listed().values("body")).in_order()
    return [Choice(one.slug, str(one), one.slug in filters.bodies) for one in rows.only("name", "short", "slug")]


def _months(filters: MeetingFilter, at: datetime) -> list[Choice]:
    """In which something takes place, in the order of the list."""
    rows = MeetingFilter(time=filters.time).results(at).order_by().annotate(month=TruncMonth("starts_at"))
    months = rows.values_list("month", flat=True).distinct().order_by("-month" if filters.is_past else "month")
    named = [(f"{one:%Y-%m}", date_format(one, "F Y")) for one in months[:MOST_MONTHS]]
    return [Choice(value, label, value == filters.month) for value, label in named]


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
