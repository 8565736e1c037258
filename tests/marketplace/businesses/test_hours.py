"""Opening hours as shops have them: whole days, three spans, holidays, and a hint that only people understand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from kreislauf.regions import RegionCard
from marketplace.businesses import hours
from marketplace.businesses.hours import Span
from marketplace.businesses.hours_field import HoursField
from marketplace.businesses.models import Business
from tests.make import make_business, make_owner

MONDAY = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
CHRISTMAS = datetime(2026, 12, 25, 9, 0, tzinfo=UTC)  # a Friday, 10:00 in Kiel
HOURS = "/betrieb/oeffnungszeiten/"
LIST = "/betriebe/?offen=1"


def span(day: int, begin: str, end: str) -> Span:
    return {"day": day, "from": begin, "to": end}


WEEKDAYS = [span(day, "08:00", "18:00") for day in range(5)]
THREE = [span(0, "06:00", "09:00"), span(0, "11:30", "14:00"), span(0, "17:00", "22:00")]


def both(business: Business, at: datetime) -> tuple[bool | None, bool]:
    """By the row and by the database."""
    return business.is_open(at), business in Business.objects.open_at(at)


@pytest.fixture
def owner(client_for: Any, kiel: RegionCard, in_kiel: RegionCard) -> tuple[Client, Business]:
    bakery = make_business(phone="0431 1234", hours=THREE)
    return client_for(kiel, user=make_owner(bakery)), bakery


def form(business: Business, **changes: str) -> dict[str, str]:
    data = {"phone": business.phone, "email": business.email}
    for day in range(7):
        spans = [one for one in business.hours if one["day"] == day]
        for number, one in enumerate(spans, start=1):
            data[f"hours-{day}-{number}-von"], data[f"hours-{day}-{number}-bis"] = one["from"], one["to"]
    return data | changes


def test_another_number_leaves_the_third_span_alone(owner: tuple[Client, Business]) -> None:
    client, bakery = owner
    page = client.get(HOURS).content.decode()
    assert 'value="17:00"' in page

    assert client.post(HOURS, form(bakery, phone="0431 9999")).status_code == 302

    bakery.refresh_from_db()
    assert (bakery.phone, bakery.hours) == ("0431 9999", THREE)


def test_the_form_always_has_room_for_one_more(owner: tuple[Client, Business]) -> None:
    client, _bakery = owner
    page = client.get(HOURS).content.decode()
    assert ('name="hours-0-4-von"' in page, 'name="hours-0-5-von"' in page) == (True, False)
    assert ('name="hours-1-2-von"' in page, 'name="hours-1-3-von"' in page) == (True, False)


def test_one_box_is_the_whole_week(owner: tuple[Client, Business]) -> None:
    client, bakery = owner
    client.post(HOURS, form(bakery) | {"hours-immer": "1"})
    bakery.refresh_from_db()
    assert bakery.hours == hours.round_the_clock()
    assert 'id="id_hours-immer"' in client.get(HOURS).content.decode()
    # The page as it stands then can be saved again, whatever else is changed.
    again = {"phone": "0431 5555", "email": bakery.email, "hours-immer": "1"}
    assert client.post(HOURS, again).status_code == 302


def test_monday_counts_until_friday(owner: tuple[Client, Business]) -> None:
    client, bakery = owner
    client.post(HOURS, {"email": bakery.email, "hours-0-1-von": "8", "hours-0-1-bis": "18", "hours-wie-montag": "1"})
    bakery.refresh_from_db()
    assert bakery.hours == WEEKDAYS


def test_all_that_is_wrong_with_a_week_is_said_at_once() -> None:
    week: list[list[tuple[str, str]]] = [[("07:00", "12:00"), ("11:00", "18:00")], [("07:00", "")], *[[]] * 5]
    with pytest.raises(ValidationError) as refused:
        HoursField().clean(week)
    assert refused.value.messages == [
        "Dienstag: Bitte geben Sie an, von wann bis wann Sie geöffnet haben.",
        "Montag: Zwei Zeiten überschneiden sich.",
    ]


def test_a_day_without_end_is_said_so(in_kiel: RegionCard) -> None:
    always = hours.round_the_clock()
    assert hours.sentence(always, MONDAY) == "Rund um die Uhr geöffnet"
    assert hours.sentence([span(0, "00:00", "00:00")], MONDAY) == "Jetzt geöffnet, den ganzen Tag"
    assert hours.sentence([span(0, "12:00", "00:00")], MONDAY) == "Jetzt geöffnet bis 24:00 Uhr"
    assert hours.in_words(always) == "rund um die Uhr"
    assert hours.week([span(0, "00:00", "00:00"), span(1, "18:00", "00:00")], MONDAY)[:2] == [
        ("Montag", ["rund um die Uhr"], True),
        ("Dienstag", ["18:00 – 24:00"], False),
    ]
    assert hours.schema_org(always)[0]["closes"] == "23:59"
    assert both(make_business(hours=always), MONDAY) == (True, True)


def test_a_public_holiday_is_closed_unless_the_business_says_otherwise(in_kiel: RegionCard) -> None:
    closed, open_ = make_business(hours=WEEKDAYS), make_business(hours=WEEKDAYS, open_on_holidays=True)
    assert (both(closed, CHRISTMAS), both(open_, CHRISTMAS)) == ((False, False), (True, True))
    assert closed.open_sentence(CHRISTMAS) == "Am Feiertag geschlossen, öffnet am Montag um 8:00 Uhr"
    assert open_.open_sentence(CHRISTMAS) == "Jetzt geöffnet bis 18:00 Uhr"
    # The night before is no holiday yet, and it lasts until it is over.
    bar = make_business(hours=[span(3, "20:00", "03:00"), span(4, "20:00", "03:00")])
    assert both(bar, datetime(2026, 12, 25, 1, 0, tzinfo=UTC)) == (True, True)
    assert both(bar, datetime(2026, 12, 26, 1, 0, tzinfo=UTC)) == (False, False)


def test_a_hint_that_is_in_force_means_that_nobody_knows(
    in_kiel: RegionCard, site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY)
    hint = {"hours": WEEKDAYS, "changed_hours": "Heute geschlossen: Inventur"}
    today = make_business(name="Heute", **hint, changed_hours_until=date(2026, 11, 2))
    without_end = make_business(name="Offen", **hint)
    over = make_business(name="Vorbei", **hint, changed_hours_until=date(2026, 11, 1))
    assert [both(one, MONDAY) for one in (today, without_end, over)] == [(None, False), (None, False), (True, True)]
    assert [row.name for row in site.get(LIST).context["page"]] == ["Vorbei"]
    listed = {row["name"]: row["open_now"] for row in site.get("/api/v1/businesses/").json()["results"]}
    assert listed == {"Heute": None, "Offen": None, "Vorbei": True}


def test_an_old_hint_locks_nobody_out(in_kiel: RegionCard, office: Client) -> None:
    """A day without a hint once came over the API; whoever changes something else is not asked about it."""
    bakery = make_business(hours=WEEKDAYS, changed_hours_until=date(2020, 1, 1))
    entry = {
        "name": "Neuer Name",
        "category": bakery.category_id,
        "description": "Brot.",
        "street": "Weg 1",
        "postcode": "24105",
        "town": "Kiel",
        "changed_hours_until": "2020-01-01",
        **form(bakery),
    }
    assert office.post(f"/verwaltung/betriebe/{bakery.pk}/aendern/", entry).status_code == 302
    bakery.refresh_from_db()
    assert bakery.name == "Neuer Name"


def test_neighbouring_days_with_the_same_hours_stand_together() -> None:
    office = [span(day, "09:00", "15:00") for day in range(4)] + [span(4, "09:00", "12:00")]
    assert hours.in_few_words(office) == "Mo–Do 9:00 – 15:00; Fr 9:00 – 12:00"
    split = [span(day, begin, end) for day in (0, 1, 3) for begin, end in (("13:00", "16:00"), ("08:00", "12:00"))]
    assert hours.in_few_words(split) == "Mo, Di 8:00 – 12:00, 13:00 – 16:00; Do 8:00 – 12:00, 13:00 – 16:00"
    assert hours.in_few_words(hours.round_the_clock()) == "rund um die Uhr"
    assert hours.in_few_words([]) == ""
