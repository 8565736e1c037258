"""Meetings as the list shows them: plain values, which are the key of its cached fragment."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.core.paginator import Page

from kreislauf.prepared import MOMENT, AskedList, PreparedList
from kreislauf.regions import current_region
from kreislauf.web.pages import numbered_page
from marketplace.businesses.models import Business
from marketplace.meetings.models import Meeting
from marketplace.meetings.public.filter import MeetingFilter
from marketplace.partners.models import Body

PER_PAGE = 24
_VALUES = (
    *("pk", "title", "lead", "kind", "starts_at", "ends_at", "place_name", "town", "capacity", "taken"),
    *("cancelled_at", "moved_at", "body__name", "business__name"),
)


class MeetingRow(NamedTuple):
    """As ``_VALUES`` reads it."""

    pk: int
    title: str
    lead: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    place_name: str
    town: str
    capacity: int | None
    taken: int
    cancelled_at: datetime | None
    moved_at: datetime | None
    body: str | None
    business: str | None

    @property
    def meeting(self) -> Meeting:
        """A copy for templates, never to be saved."""
        return Meeting(
            **{name: getattr(self, name) for name in self._fields[:-2]},
            body=Body(name=self.body) if self.body else None,
            business=Business(name=self.business) if self.business else None,
        )

    @property
    def host_name(self) -> str:
        return self.body or self.business or current_region().name

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.taken >= self.capacity


def page_of_rows(
    filters: MeetingFilter, number: str | None, *, at: datetime
) -> tuple[Page[MeetingRow], datetime | None]:
    """And when the next page begins, if there is one."""
    page = numbered_page(_found(filters, at), number, per_page=PER_PAGE)
    rows: list[MeetingRow] = list(page.object_list)
    page.object_list = rows[:PER_PAGE]
    return page, rows[PER_PAGE].starts_at if len(rows) > PER_PAGE else None


def _found(filters: MeetingFilter, at: datetime) -> AskedList[MeetingRow]:
    """Words mean what the office's synonyms say today: such a query is put together each time."""
    if filters.words:
        return PreparedList.of(filters.results(at).values_list(*_VALUES), MeetingRow).at({}, beyond=1)
    return _prepared(filters).at({MOMENT: at}, beyond=1)


@lru_cache(maxsize=128)
def _prepared(filters: MeetingFilter) -> PreparedList[MeetingRow]:
    return PreparedList.of(filters.results(MOMENT).values_list(*_VALUES), MeetingRow)
