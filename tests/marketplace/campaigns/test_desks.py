"""The lists and pages on which campaigns are looked after: by their business, and by staff."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.campaigns.writing.word_list import WORD_LIST, forbidden
from marketplace.review.reject import reject
from tests.make import NOON, make_business, make_owner, make_user
from tests.make_campaign import make_campaign, make_pledge, make_reward
from tests.words import words

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NEW = {"approved_at": None, "starts_at": None}


@pytest.fixture
def business(in_kiel: RegionCard) -> Business:
    return make_business(name="Theater am Fluss")


@pytest.fixture
def owner(site: Client, business: Business) -> Client:
    site.force_login(make_owner(business, email="theater@example.org"))
    return site


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("area", ["betrieb", "verwaltung"])
def test_a_list_asks_as_much_for_three_campaigns_as_for_one(owner: Client, business: Business, area: str) -> None:
    if area == "verwaltung":
        owner.force_login(make_user())
    make_campaign(business=business)
    asked = queries(owner, f"/{area}/kampagnen/")
    for number in range(2):
        make_campaign(business=business, title=f"Kampagne {number}")
    assert queries(owner, f"/{area}/kampagnen/") == asked


def test_a_campaign_s_page_asks_as_much_for_three_rewards_as_for_one(owner: Client, business: Business) -> None:
    campaign = make_campaign(business=business)
    make_reward(campaign)
    asked = queries(owner, f"/betrieb/kampagnen/{campaign.pk}/")
    for _n in range(2):
        make_reward(campaign)
        make_pledge(campaign)
    assert queries(owner, f"/betrieb/kampagnen/{campaign.pk}/") == asked


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("", {"Läuft", "Wartet", "Geschafft", "Abgelehnt", "Angehalten"}),
        ("offen", {"Wartet"}),
        ("laeuft", {"Läuft"}),
        ("vorbei", {"Geschafft"}),
        ("abgelehnt", {"Abgelehnt"}),
        ("angehalten", {"Angehalten"}),
        ("entwurf", set()),
    ],
)
def test_staff_finds_campaigns_by_their_state_and_no_draft(
    owner: Client, business: Business, state: str, shown: set[str]
) -> None:
    owner.force_login(make_user())
    for title, fields in {
        "Läuft": {},
        "Wartet": NEW,
        "Entwurf von gestern": {**NEW, "handed_in_at": None},
        "Geschafft": {"ended_at": timezone.now(), "succeeded": True},
        "Abgelehnt": {**NEW, "rejected_at": NOON, "reject_reason": "Werbung."},
        "Angehalten": {"stopped_at": NOON, "stop_reason": "Unklar."},
    }.items():
        make_campaign(business=business, title=title, **fields)
    page = owner.get("/verwaltung/kampagnen/", {"stand": state}).content.decode()
    titles = {"Läuft", "Wartet", "Entwurf von gestern", "Geschafft", "Abgelehnt", "Angehalten"}
    assert {title for title in titles if f">{title}</a>" in page} == shown


def test_a_business_finds_its_campaigns_by_words(owner: Client, business: Business) -> None:
    make_campaign(business=business, title="Eine neue Heizung")
    make_campaign(business=business, title="Ein Vorhang")
    page = words(owner.get("/betrieb/kampagnen/?q=heizung"))
    assert "Eine neue Heizung" in page
    assert "Ein Vorhang" not in page
    assert "Dazu gibt es keine Kampagne." in words(owner.get("/betrieb/kampagnen/?q=dach"))


def test_who_is_refused_reads_why_and_hands_in_another_text(owner: Client, business: Business) -> None:
    campaign = make_campaign(business=business, **NEW)
    reject(campaign, version=1, reason="Das ist zu werblich.", by=make_user(), at=timezone.now())
    address = f"/betrieb/kampagnen/{campaign.pk}/"
    assert "Das ist zu werblich." in words(owner.get(address))
    form = {
        "title": "Anders",
        "lead": "Anders.",
        "goal": "5000",
        "ends_on": (timezone.localdate() + 30 * DAY).isoformat(),
        "mode": "keep",
        "cost_1": "Kessel",
        "cost_1_cents": "5.000",
        "antwort": "Jetzt sachlicher.",
    }
    again = owner.post(f"{address}aendern/", form | {"title": ""})
    assert (again.status_code, "Jetzt sachlicher." in words(again)) == (422, True)
    owner.post(f"{address}aendern/", form)
    campaign.refresh_from_db()
    assert (campaign.is_waiting, campaign.answer) == (True, "Jetzt sachlicher.")


def test_a_draft_waits_on_the_first_page_of_its_business(owner: Client, business: Business) -> None:
    make_campaign(business=business, title="Halb geschrieben", **NEW, handed_in_at=None)
    assert "Halb geschrieben" in words(owner.get("/betrieb/"))


def test_each_hint_of_the_word_list_finds_its_own_word() -> None:
    for reason, hints in WORD_LIST.values():
        for hint in hints:
            assert [found.reason for found in forbidden(f"Wir bieten {hint.removesuffix('*')} an.")] == [reason], hint


@pytest.mark.parametrize("text", ["Los geht es!", "Wir haben lose Dielen.", "Der Kreditor heißt Zinser."])
def test_harmless_words_are_left_alone(text: str) -> None:
    assert list(forbidden(text)) == []
