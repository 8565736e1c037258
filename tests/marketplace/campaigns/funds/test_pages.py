"""Pots as everybody sees them, what is said before paying, and what the office does with them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from kreislauf.audit.models import Entry
from marketplace.campaigns.funds.match import reserve
from marketplace.campaigns.funds.on_campaign import pots_of
from marketplace.campaigns.funds.preview import preview
from marketplace.campaigns.funds.sentence import about_how_many, next_opening, rest, rule
from marketplace.campaigns.models import Campaign, MatchFund
from tests.make import make_body, make_business, make_category
from tests.make_campaign import make_campaign, make_fund, make_pledge, make_reward
from tests.words import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_kiel")]
DAY = timedelta(days=1)


def said(campaign: Campaign, cents: int = 2500, **more: Any) -> list[str]:
    return [share.sentence for share in preview(campaign, cents=cents, at=timezone.now(), **more).shares]


def test_before_paying_it_is_said_what_comes_to_it() -> None:
    fund, campaign = make_fund(budget_cents=6000), make_campaign()
    assert said(campaign) == ["„Topf der Sparkasse“ legt 25,00\xa0€ dazu."]
    reserve(make_pledge(campaign), timezone.now())
    assert said(campaign) == ["„Topf der Sparkasse“ ist fast leer: Statt 25,00\xa0€ kommen noch 10,00\xa0€ dazu."]
    reserve(make_pledge(campaign), timezone.now())
    assert said(campaign) == ["„Topf der Sparkasse“ ist leer: Von dort kommt nichts mehr dazu."]
    MatchFund.objects.filter(pk=fund.pk).update(closed_at=timezone.now())
    assert said(campaign) == []


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ({"cap_per_pledge": 1000}, "legt 10,00\xa0€ dazu: Mehr ist für eine Unterstützung nicht vorgesehen."),
        ({"cap_per_campaign": 6000}, "legt 10,00\xa0€ dazu: Mehr ist für eine Kampagne nicht vorgesehen."),
        ({"cap_per_campaign": 5000}, "hat diese Kampagne schon alles bekommen"),
        ({"cap_per_person": 6000}, "legt 10,00\xa0€ dazu: Mehr ist für eine Person nicht vorgesehen."),
        ({"cap_per_person": 5000}, "haben Ihre Unterstützungen schon alles bekommen"),
        ({"only": {"first": 1}}, "galt nur für die erste Unterstützung"),
    ],
)
def test_why_less_comes_is_said(rules: dict[str, Any], sentence: str) -> None:
    make_fund(**rules)
    campaign = make_campaign()
    reserve(make_pledge(campaign, email="ute@example.org"), timezone.now())
    (found,) = said(campaign, email="Ute+zwei@example.org")
    assert sentence in found


def test_a_pot_lasts_for_about_so_many_more_of_its_latest_pledges() -> None:
    fund, campaign = make_fund(budget_cents=100_000), make_campaign()
    assert about_how_many(fund) == 40
    reserve(make_pledge(campaign, support_cents=1000), timezone.now())
    fund.refresh_from_db()
    assert rest(fund, timezone.now()) == "Reicht noch für etwa 99 Unterstützungen."
    fund.left_cents = 999
    assert rest(fund, timezone.now()).startswith("Fast leer")


def test_a_pot_says_when_it_opens() -> None:
    now = timezone.localtime().replace(hour=9, minute=30)
    fund = make_fund(starts_at=now - DAY, ends_at=now + 2 * DAY, only={"hours": [17, 19]})
    assert rest(fund, now) == "Offen ab heute, 17:00 Uhr."
    tomorrow = f"{date_format(now + DAY, 'j. F Y')}, 17:00 Uhr."
    assert rest(fund, now.replace(hour=20)) == f"Offen ab {tomorrow}"
    assert rest(fund, now.replace(hour=18)).startswith("Reicht noch")
    assert rest(fund, now + 2 * DAY) == "Dieser Topf ist zu Ende."


def test_a_rule_is_a_sentence() -> None:
    theatre = make_category(name="Kultureinrichtungen")
    only = {"categories": [theatre.pk], "postcodes": ["44137"], "first": 12, "hours": [17, 19]}
    fund = make_fund(factor_percent=50, cap_per_pledge=5000, cap_per_person=10_000, only=only)
    assert rule(fund) == (
        "Aus 20\xa0€ werden 30\xa0€. Höchstens 50\xa0€ je Unterstützung, 100\xa0€ je Person. "
        "Nur für: Kultureinrichtungen. Nur für Betriebe in 44137. Nur die ersten 12 Unterstützungen jeder Kampagne. "
        "Nur von 17 bis 19 Uhr."
    )


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        (datetime(2026, 10, 24, 20, 30, tzinfo=UTC), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),  # winter: 3:00 is later
        (datetime(2027, 3, 27, 20, 30, tzinfo=UTC), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),  # summer: no 2:00
    ],
)
def test_the_next_opening_is_found_in_the_nights_when_the_clocks_change(at: datetime, opens: datetime) -> None:
    fund = make_fund(starts_at=at - DAY, ends_at=at + 30 * DAY, only={"hours": [3, 5]})
    assert next_opening(fund, at) == opens
    assert next_opening(make_fund(starts_at=at - DAY, ends_at=at + DAY / 48, only={"hours": [3, 5]}), at) is None


def test_the_page_of_a_pot_says_what_is_left_and_for_whom(site: Client) -> None:
    fund = make_fund(body=make_body(name="Sparkasse Kiel"), cap_per_pledge=5000)
    campaign = make_campaign(title="Ein neuer Ofen")
    reserve(make_pledge(campaign), timezone.now())
    page = words(site.get(fund.get_absolute_url()))
    for sentence in (
        *("Anzeige · Geldgeber: Sparkasse Kiel", "noch 950 €", "Reicht noch für etwa 19 Unterstützungen."),
        *("Ein neuer Ofen", "Aus 20 € werden 40 €. Höchstens 50 € je Unterstützung."),
    ):
        assert sentence in page
    assert site.get(f"/toepfe/{fund.pk}/anders/").status_code == 301
    assert "noch 950 €" in words(site.get("/toepfe/"))


def test_without_pots_the_list_says_so(site: Client) -> None:
    assert "Noch kein Topf." in words(site.get("/toepfe/"))


def test_a_campaign_s_pots_empty_ones_last() -> None:
    make_fund(name="Leer", left_cents=0, ends_at=timezone.now() + DAY)
    make_fund(name="Voll")
    make_fund(name="Anderswo", only={"postcodes": ["44137"]})
    campaign = make_campaign()
    assert [pot.fund.name for pot in pots_of(campaign, at=timezone.now())] == ["Voll", "Leer"]
    assert pots_of(campaign, at=campaign.ends_at) == []


def test_the_form_asks_what_would_come_to_an_amount(site: Client) -> None:
    make_fund()
    campaign = make_campaign()
    address = f"/kampagnen/{campaign.pk}/{campaign.slug}/verdopplung/"
    reward = make_reward(campaign)
    assert "„Topf der Sparkasse“ legt 25,00 € dazu." in words(site.get(address, {"support": "25"}))
    both = {"support": "25", "reward": str(reward.pk)}
    assert "„Topf der Sparkasse“ legt 45,00 € dazu." in words(site.get(address, both))
    for nothing in ("", "viel", "0", "-3"):
        assert words(site.get(address, {"support": nothing, "reward": "0"})) == ""


FORM = {
    "name": "Topf der Sparkasse",
    "budget_cents": "1.000",
    "starts_on": "2026-11-01",
    "ends_on": "2026-12-31",
    "giver_kind": "private",
    "factor_percent": "100",
}


def test_staff_sets_up_a_pot_and_a_second_click_makes_no_second_one(office: Client) -> None:
    theatre = make_category(name="Kultureinrichtungen")
    make_business(name="Bäckerei Jansen")
    page = office.get("/verwaltung/toepfe/neu/")
    typed = FORM | {
        "business": "bäckerei jansen", "cap_per_person": "50", "categories": [str(theatre.pk)],
        "postcodes": "24103, 24105", "first": "5", "from_hour": "17", "until_hour": "19",
        "key": page.context["form"]["key"].value(),
    }  # fmt: skip
    for _ in range(2):
        assert office.post("/verwaltung/toepfe/neu/", typed).status_code == 302
    fund = MatchFund.objects.get()
    assert (fund.left_cents, fund.giver, fund.cap_per_person, fund.cap_per_pledge) == (
        *(100_000, "Bäckerei Jansen", 5000, None),
    )
    assert fund.only == {
        "categories": [theatre.pk], "postcodes": ["24103", "24105"], "first": 5, "hours": [17, 19],
    }  # fmt: skip
    assert (fund.starts_at, fund.ends_at) == (
        datetime(2026, 10, 31, 23, tzinfo=UTC),
        datetime(2026, 12, 31, 23, tzinfo=UTC),
    )
    assert Entry.objects.filter(action="fund.entered").count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"ends_on": "2026-10-01"}, "Der letzte Tag liegt vor dem ersten."),
        ({"from_hour": "17"}, "Bitte beide Uhrzeiten angeben, oder keine."),
        ({"is_de_minimis": "on"}, "Geld eines Partners ist keine Beihilfe."),
        ({"postcodes": "4413"}, "„4413“ ist keine Postleitzahl mit fünf Ziffern."),
        ({"business": "Jansen"}, "Meinen Sie „Bäckerei Jansen“?"),
        ({"business": "Nirgendwo"}, "Diesen Betrieb finden wir nicht."),
    ],
)
def test_a_slip_is_said_where_it_hurts(chief: Client, typed: dict[str, str], sentence: str) -> None:
    make_business(name="Bäckerei Jansen")
    answer = chief.post("/verwaltung/toepfe/neu/", FORM | typed)
    assert (answer.status_code, MatchFund.objects.count()) == (422, 0)
    assert sentence in words(answer)


def test_the_rules_stay_once_somebody_relied_on_them(chief: Client) -> None:
    fund = make_fund(budget_cents=10_000, cap_per_pledge=2500)
    reserve(make_pledge(make_campaign()), timezone.now())
    changed = FORM | {"name": "Neuer Name", "budget_cents": "300", "factor_percent": "50", "cap_per_pledge": ""}
    assert chief.post(f"/verwaltung/toepfe/{fund.pk}/aendern/", changed).status_code == 302
    fund.refresh_from_db()
    assert (fund.name, fund.factor_percent, fund.cap_per_pledge) == ("Neuer Name", 100, 2500)
    assert (fund.budget_cents, fund.left_cents) == (30_000, 27_500)
    answer = chief.post(f"/verwaltung/toepfe/{fund.pk}/aendern/", changed | {"budget_cents": "20"})
    assert answer.status_code == 422
    assert "25,00 € sind schon vorgemerkt: Weniger geht nicht." in words(answer)


def test_a_closed_pot_gives_nothing_until_it_is_open_again(chief: Client) -> None:
    fund, campaign = make_fund(), make_campaign()
    chief.post(f"/verwaltung/toepfe/{fund.pk}/schliessung/")
    assert reserve(make_pledge(campaign), timezone.now()) == []
    chief.post(f"/verwaltung/toepfe/{fund.pk}/oeffnung/")
    assert len(reserve(make_pledge(campaign), timezone.now())) == 1


def test_the_office_sees_pots_and_what_they_give(office: Client) -> None:
    fund = make_fund()
    for _ in range(2):
        reserve(make_pledge(make_campaign()), timezone.now())
    page = words(office.get(f"/verwaltung/toepfe/{fund.pk}/"))
    assert "Neue Lichter für das Theater" in page
    table = b"".join(office.get(f"/verwaltung/toepfe/{fund.pk}/vorgemerkt.csv").streaming_content).decode()
    assert table.count("vorgemerkt;") == 0
    assert table.count(";50,00;vorgemerkt") == 2


@pytest.mark.parametrize("path", ["/verwaltung/toepfe/", "/toepfe/"])
def test_lists_ask_as_much_for_three_pots_as_for_one(office: Client, path: str) -> None:
    counts = []
    for _ in range(2):
        make_fund(body=make_body())
        office.get(path)
        with CaptureQueriesContext(connection) as queries:
            office.get(path)
        counts.append(len(queries))
        make_fund(body=make_body())
    assert counts[1] == counts[0]
