"""Quiet statistics: how often, never who."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard, stepping_into
from marketplace.listings.defaults import add_default_kinds
from marketplace.listings.models import Ask, Counted, Daily, Kind, Outcome, OutcomePlace
from marketplace.listings.statistics.daily import write_down
from marketplace.listings.statistics.numbers import Counts, numbers_of
from marketplace.listings.statistics.period import Period, quarter_of, usual_periods
from tests.make_listing import make_listing, make_message

FIREFOX = {"HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0"}
MOMENT = datetime(2026, 11, 26, 12, tzinfo=UTC)


def views() -> dict[tuple[str | None, str | None], int]:
    """By kind and listing, of today."""
    write_down(at=timezone.now())
    rows = Daily.objects.filter(what=Counted.VIEW, day=timezone.localdate()).select_related("kind", "listing")
    return {(row.kind and row.kind.slug, row.listing and row.listing.title): row.number for row in rows}  # type: ignore[misc]


def test_who_looks_is_counted_at_the_board_the_kind_and_the_listing(site: Client, gifts: Kind) -> None:
    listing = make_listing(gifts, title="Rad")
    for address in ("/boerse/", "/boerse/verschenken/", listing.get_absolute_url(), listing.get_absolute_url()):
        answer = site.get(address, **FIREFOX)
        assert answer.status_code == 200
        assert "Kreislauf-Counted" not in answer.headers
        assert "sitzung" not in answer.cookies
    assert views() == {(None, None): 1, ("verschenken", None): 1, ("verschenken", "Rad"): 2}
    site.get("/boerse/", **FIREFOX)
    assert views()[None, None] == 2


def test_a_get_writes_no_row(site: Client, gifts: Kind) -> None:
    site.get("/boerse/", **FIREFOX)
    assert not Daily.objects.exists()


@pytest.mark.parametrize(
    "more",
    [
        {"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"HTTP_USER_AGENT": "curl/8.5"},
        {"HTTP_USER_AGENT": ""},
        FIREFOX | {"HTTP_SEC_PURPOSE": "prefetch"},
        FIREFOX | {"HTTP_HX_REQUEST": "true"},
    ],
)
def test_machines_and_what_nobody_looks_at_are_not_counted(site: Client, gifts: Kind, more: dict[str, str]) -> None:
    site.get("/boerse/", **more)  # type: ignore[arg-type]
    assert views() == {}


def test_a_head_and_somebody_signed_in_are_not_counted(site: Client, office: Client, gifts: Kind) -> None:
    site.head("/boerse/", **FIREFOX)
    office.get("/boerse/", **FIREFOX)
    assert views() == {}


def test_a_page_the_browser_has_already_is_looked_at_all_the_same(site: Client, gifts: Kind) -> None:
    etag = site.get("/boerse/", **FIREFOX)["ETag"]
    assert site.get("/boerse/", HTTP_IF_NONE_MATCH=etag, **FIREFOX).status_code == 304
    assert views() == {(None, None): 2}


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_pages_from_the_cache_are_counted(kiel: RegionCard, client_for: Callable[..., Client], settings: Any) -> None:
    settings.PAGE_CACHE_SECONDS = 60
    with stepping_into(kiel):
        add_default_kinds()
    ute = client_for(kiel)
    ute.get("/boerse/", **FIREFOX)
    cached = ute.get("/boerse/", **FIREFOX)
    assert "Kreislauf-Counted" not in cached.headers
    ute.get("/boerse/", HTTP_IF_NONE_MATCH=cached["ETag"], **FIREFOX)
    with stepping_into(kiel):
        assert views() == {(None, None): 3}


def test_views_of_what_is_gone_are_dropped(site: Client, gifts: Kind) -> None:
    listing = make_listing(gifts)
    site.get(listing.get_absolute_url(), **FIREFOX)
    listing.delete()
    assert views() == {}


def test_days_are_kept_for_24_months(gifts: Kind) -> None:
    days = [date(2024, 10, 31), date(2024, 11, 1), date(2026, 11, 26)]
    for day in days:
        Daily.objects.create(day=day, what=Counted.VIEW, kind=gifts, number=7)
    write_down(at=MOMENT)
    assert list(Daily.objects.order_by("day").values_list("day", flat=True)) == days[1:]


def test_messages_are_counted_before_they_go(gifts: Kind) -> None:
    listing = make_listing(gifts)
    for _number in range(2):
        make_message(listing, confirmed_at=MOMENT, forwarded_at=MOMENT)
    make_message(listing)
    for _again in range(2):
        write_down(at=MOMENT + timedelta(hours=1))
    listing.messages.all().delete()
    write_down(at=MOMENT + timedelta(hours=2))
    row = Daily.objects.get(what=Counted.MESSAGE)
    assert (row.day, row.kind, row.listing, row.number) == (date(2026, 11, 26), gifts, None, 2)


def test_numbers_of_a_period_by_month_and_kind(gifts: Kind) -> None:
    october, help_wanted = datetime(2026, 10, 3, 9, tzinfo=UTC), Kind.objects.get(answered_by__isnull=False)
    make_listing(gifts, confirmed_at=october - timedelta(hours=2), released_at=october)
    ends: dict[str, Any] = {"released_at": october, "confirmed_at": october - timedelta(hours=4), "closed_at": MOMENT}
    make_listing(gifts, outcome=Outcome.DONE, outcome_place=OutcomePlace.HERE, **ends)
    make_listing(gifts, outcome=Outcome.DONE, outcome_place=OutcomePlace.ELSEWHERE, **ends)
    make_listing(gifts, outcome=Outcome.WITHDRAWN, **ends)
    make_listing(gifts, outcome=Outcome.EXPIRED, **(ends | {"closed_at": datetime(2026, 7, 1, tzinfo=UTC)}))
    asked = make_listing(help_wanted, released_at=MOMENT, confirmed_at=MOMENT, approved_at=MOMENT)
    helper = make_listing(help_wanted.answered_by, released_at=None, confirmed_at=MOMENT)  # type: ignore[arg-type]
    Ask.objects.create(wanted=asked, helper=helper, wave=1, asked_at=MOMENT, took_at=MOMENT)
    Daily.objects.create(day=date(2026, 11, 1), what=Counted.VIEW, kind=gifts, number=40)
    Daily.objects.create(day=date(2026, 11, 2), what=Counted.VIEW, kind=None, number=9)
    Daily.objects.create(day=date(2026, 11, 2), what=Counted.MESSAGE, kind=gifts, number=6)

    numbers = numbers_of(quarter_of(date(2026, 11, 26)))

    assert numbers.rows == {
        (date(2026, 10, 1), gifts.pk): Counts(released=5),
        (date(2026, 11, 1), gifts.pk): Counts(here=1, elsewhere=1, withdrawn=1, views=40, messages=6),
        (date(2026, 11, 1), help_wanted.pk): Counts(released=1, helped=1),
        (date(2026, 11, 1), None): Counts(views=9),
    }
    assert numbers.total == Counts(released=6, here=1, elsewhere=1, withdrawn=1, views=49, messages=6, helped=1)
    assert [month.month for month, _counts in numbers.months()] == [10, 11, 12]
    assert dict(numbers.by_kind())[gifts] == Counts(released=5, here=1, elsewhere=1, withdrawn=1, views=40, messages=6)
    assert numbers.hours_to_release == 4.0


def test_without_anything_all_is_zero(in_kiel: RegionCard) -> None:
    numbers = numbers_of(quarter_of(date(2026, 1, 1)))
    assert (numbers.total, numbers.hours_to_release) == (Counts(), None)


def test_usual_periods() -> None:
    periods = {name: period for name, (_label, period) in usual_periods(date(2026, 2, 28)).items()}
    assert periods == {
        "jahr": Period(date(2025, 3, 1), date(2026, 2, 28)),
        "quartal": Period(date(2026, 1, 1), date(2026, 2, 28)),
        "letztes-quartal": Period(date(2025, 10, 1), date(2025, 12, 31)),
        "kalenderjahr": Period(date(2026, 1, 1), date(2026, 2, 28)),
        "letztes-jahr": Period(date(2025, 1, 1), date(2025, 12, 31)),
    }
