"""Quiet statistics: how often, never who."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kreislauf.regions import RegionCard, stepping_into
from kreislauf.web.tally import taken, tally
from kreislauf.web.views_counted import views_taken
from marketplace.listings.defaults import add_default_kinds
from marketplace.listings.links import own_token
from marketplace.listings.models import Ask, Counted, Daily, Kind, Outcome, OutcomePlace
from marketplace.listings.statistics.daily import write_down
from marketplace.listings.statistics.numbers import Counts, numbers_of
from marketplace.listings.statistics.period import Period, quarter_of, usual_periods
from marketplace.listings.statistics.views import waited_in_words
from tests.make_listing import make_listing, make_message
from tests.words import words

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


def test_a_sum_leaves_out_what_is_hidden(gifts: Kind) -> None:
    for month, number in ((9, 4), (10, 7), (11, 20)):
        Daily.objects.create(day=date(2026, month, 1), what=Counted.VIEW, kind=gifts, number=number)
    numbers = numbers_of(Period(date(2026, 9, 1), date(2026, 11, 30)))
    assert (numbers.total.views, numbers.quiet.views) == (31, 27)


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


def test_the_office_reads_its_numbers_and_small_ones_are_hidden(office: Client, gifts: Kind) -> None:
    now = timezone.now()
    seldom, often = make_listing(gifts, title="Selten"), make_listing(gifts, title="Oft")
    today = timezone.localdate()
    for listing, number in ((seldom, 4), (often, 12)):
        Daily.objects.create(day=today, what=Counted.VIEW, kind=gifts, listing=listing, number=number)
    Daily.objects.create(day=today, what=Counted.MESSAGE, kind=gifts, number=3)
    make_listing(gifts, closed_at=now, outcome=Outcome.DONE, outcome_place=OutcomePlace.HERE)

    page = words(office.get("/verwaltung/boerse/zahlen/"))

    assert "Anzeigen freigegeben 3" in page
    assert "vergeben über diese Seite 1" in page
    assert "Aufrufe 16" in page
    assert "Nachrichten weitergeleitet unter 5" in page
    assert "Zu verschenken 3 1 0 0 unter 5 16" in page
    assert "Oft" in page
    assert "Selten" not in page


def test_the_numbers_as_a_table(office: Client, gifts: Kind) -> None:
    Daily.objects.create(day=timezone.localdate(), what=Counted.VIEW, kind=gifts, number=4)
    Daily.objects.create(day=timezone.localdate(), what=Counted.VIEW, kind=None, number=40)
    make_listing(gifts)
    answer = office.get("/verwaltung/boerse/zahlen.csv?zeit=quartal")
    rows = [line.split(";") for line in b"".join(answer).decode("utf-8-sig").splitlines()]  # type: ignore[call-overload]
    month = f"{timezone.localdate():%Y-%m}"
    assert rows[1:] == [
        [month, "Zu verschenken", "1", "0", "0", "0", "0", "0", "unter 5", "0", "0"],
        [month, "Börse als Ganzes", "0", "0", "0", "0", "0", "0", "40", "0", "0"],
    ]


def test_a_board_without_anything_says_so(office: Client, gifts: Kind) -> None:
    page = words(office.get("/verwaltung/boerse/zahlen/?zeit=gibt-es-nicht"))
    assert "In dieser Zeit ist auf der Börse nichts geschehen." in page


def test_the_author_sees_how_often_from_five_on(site: Client, gifts: Kind) -> None:
    listing = make_listing(gifts)
    row = Daily.objects.create(day=timezone.localdate(), what=Counted.VIEW, kind=gifts, listing=listing, number=4)
    own = reverse("listings:own", "kreislauf.urls_region", [own_token(listing)])
    assert "angesehen" not in words(site.get(own))
    row.number = 5
    row.save()
    assert "5-mal angesehen" in words(site.get(own))


@pytest.mark.parametrize(
    ("hours", "said"), [(None, "–"), (0.01, "1 Minute"), (0.7, "42 Minuten"), (1.2, "1 Stunde"), (72, "3 Tage")]
)
def test_the_wait_in_words(hours: float | None, said: str) -> None:
    assert waited_in_words(hours) == said


def test_nobody_fills_the_servers_memory(in_kiel: RegionCard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kreislauf.web.tally.MOST", 2)
    for what in ("a", "b", "c", "a"):
        tally("test", what, once_in_seconds=0)
    assert taken("test") == {"a": 2, "b": 1}
    assert taken("test") == {}


def test_regions_are_counted_apart(site: Client, gifts: Kind, dortmund: RegionCard) -> None:
    site.get("/boerse/", **FIREFOX)
    with stepping_into(dortmund):
        assert views_taken("listings.views") == {}
    assert views() == {(None, None): 1}


def test_the_numbers_cost_as_many_queries_for_three_kinds_as_for_one(office: Client, gifts: Kind) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert office.get("/verwaltung/boerse/zahlen/").status_code == 200
        return len(captured)

    make_listing(gifts)
    queries()
    one = queries()
    for slug in ("gebraucht", "stellen", "gesucht"):
        kind = Kind.objects.filter(slug=slug).first() or gifts
        listing = make_listing(kind)
        Daily.objects.create(day=timezone.localdate(), what=Counted.VIEW, kind=kind, listing=listing, number=9)
    assert queries() == one
