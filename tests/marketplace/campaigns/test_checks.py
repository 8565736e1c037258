"""What a draft says of itself before it is handed in, and that the button refuses in the same words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.german import midnight
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.campaigns.models import Campaign
from marketplace.campaigns.writing.checks import Check, Level, checks, missing
from marketplace.campaigns.writing.hand_in import Incomplete, hand_in
from tests.make import make_business, make_offer, make_owner, make_user
from tests.make_campaign import make_campaign, make_reward
from tests.words import words

DAY = timedelta(days=1)
LONG = "Wir sind zwölf Leute und spielen seit dreißig Jahren. " * 8


@pytest.fixture
def business(in_kiel: RegionCard) -> Business:
    return make_business(name="Theater am Fluss")


def draft(business: Business, **fields: Any) -> Campaign:
    """A whole one: nothing is missing, nothing is weak."""
    as_draft = {"handed_in_at": None, "approved_at": None, "starts_at": None}
    story = {"text_md": LONG, "picture": "kampagnen/0123456789abcdef0123-480.960x640.webp", "picture_alt": "Der Saal"}
    costs = {"costs": [{"what": "Scheinwerfer", "cents": 500_000, "quote": True}]}
    campaign = make_campaign(business=business, **(as_draft | story | costs | fields))
    make_reward(campaign)
    return campaign


def said(campaign: Campaign, level: Level) -> list[Check]:
    return [one for one in checks(campaign, timezone.localdate()) if one.level == level]


def ends(days: int) -> dict[str, Any]:
    day = timezone.localdate() + days * DAY
    return {"ends_on": day, "ends_at": midnight(day + DAY)}


def test_a_whole_draft_has_a_line_for_each_point_and_each_leads_to_its_field(business: Business) -> None:
    campaign = draft(business)
    lines = checks(campaign, timezone.localdate())
    assert [one.level for one in lines] == [Level.OK] * 8
    edit = f"/betrieb/kampagnen/{campaign.pk}/aendern/#id_"
    fields = [one.address.removeprefix(edit) for one in lines if one.address.startswith(edit)]
    assert fields == ["text_md", "picture", "goal", "ends_on", "mode_0", "text_md"]
    assert "Jeder Betrag hilft" in str(lines[6].sentence)


@pytest.mark.parametrize("field", ["text_md", "picture", "picture_alt", "goal", "cost_1", "ends_on", "mode_0"])
def test_each_field_that_a_line_leads_to_is_in_the_form(field: str, business: Business, site: Client) -> None:
    site.force_login(make_owner(business, email="theater@example.org"))
    page = site.get(f"/betrieb/kampagnen/{draft(business).pk}/aendern/").content.decode()
    assert f'id="id_{field}"' in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text_md": ""}, "Erzählen Sie noch"),
        ({"picture_alt": ""}, "Bitte beschreiben Sie das Bild"),
        ({"costs": []}, "Bitte nennen Sie die Kosten"),
        (ends(6), "mindestens sieben und höchstens 90 Tage"),
        (ends(91), "mindestens sieben und höchstens 90 Tage"),
    ],
)
def test_what_is_missing_blocks_and_the_button_says_the_same(
    fields: dict[str, Any], sentence: str, business: Business, site: Client
) -> None:
    owner = make_owner(business, email="theater@example.org")
    campaign = draft(business, **fields)
    site.force_login(owner)
    address = f"/betrieb/kampagnen/{campaign.pk}/"
    page = site.get(address)
    assert sentence in words(page)
    assert "Ein Punkt fehlt noch" in words(page)
    assert "Zur Freigabe geben" not in words(page)
    with pytest.raises(Incomplete) as refusal:
        hand_in(campaign, by=owner, at=timezone.now())
    assert refusal.value.sentences == [one.sentence for one in said(campaign, Level.BLOCKING)]
    assert sentence in words(site.post(f"{address}abgabe/", follow=True))
    campaign.refresh_from_db()
    assert campaign.handed_in_at is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text_md": "Kurz."}, "Das ist kurz"),
        ({"picture": "", "picture_alt": ""}, "Ohne Bild bleibt kaum jemand stehen"),
        ({"goal_cents": 500_100}, "liegt über den genannten Kosten"),
        ({"goal_cents": 249_900}, "weniger als die Hälfte"),
        (ends(9), "Das Ende ist nah"),
        ({"text_md": LONG + "Das ist steuerlich absetzbar."}, "„steuerlich absetzbar“"),
    ],
)
def test_what_is_weak_is_said_and_may_be_handed_in(fields: dict[str, Any], sentence: str, business: Business) -> None:
    campaign = draft(business, **fields)
    [weak] = said(campaign, Level.WARNING)
    assert sentence in str(weak.sentence)
    assert missing(campaign, timezone.localdate()) == []
    assert hand_in(campaign, by=make_user(), at=timezone.now()).handed_in_at is not None


def test_rewards_are_looked_at_one_by_one(business: Business) -> None:
    campaign = draft(business)
    campaign.rewards.all().delete()
    assert "Keine." in str(said(campaign, Level.WARNING)[0].sentence)
    early, late = campaign.ends_on - DAY, campaign.ends_on + DAY
    seat = make_reward(campaign, kind="thing", title="Sitz", deliver_by=early, total=5)
    cup = make_reward(campaign, kind="thing", title="Tasse", deliver_by=late)
    gone = make_offer(business=business, published_at=None)
    meal = make_reward(campaign, kind="voucher", title="Essen", offer=gone, vat_rate=None)
    make_reward(campaign, kind="thing", title="Zurückgezogen", deliver_by=early, withdrawn_at=timezone.now())
    found = {
        one.address.split("/")[-2]: (one.level, str(one.sentence)) for one in checks(campaign, timezone.localdate())
    }
    assert found[str(seat.pk)] == (Level.BLOCKING, "„Sitz“ soll vor dem Ende der Kampagne geliefert werden.")
    assert found[str(meal.pk)] == (Level.BLOCKING, "Der Gutschein „Essen“ ist nicht im Verkauf.")
    assert found[str(cup.pk)][0] == Level.WARNING
    assert len(said(campaign, Level.BLOCKING)) == 2


def test_without_an_account_nobody_can_pay(business: Business, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marketplace.campaigns.writing.rules.ways_to_pay", lambda business_id: [])
    [one] = said(draft(business), Level.BLOCKING)
    assert (one.title, one.address) == ("Zahlungen annehmen", "/betrieb/zahlungskonto/")


def test_staff_sees_the_list_of_what_waits_without_ways_to_change_it(business: Business, site: Client) -> None:
    now = timezone.now()
    campaign = draft(business, handed_in_at=now, goal_cents=500_100, mode="promise")
    site.force_login(make_user())
    page = site.get(f"/verwaltung/kampagnen/{campaign.pk}/")
    assert "Worauf zu achten ist" in words(page)
    assert "Erst wird zugesagt" in words(page)
    assert "/aendern/#id_" not in page.content.decode()
    Campaign.objects.update(approved_at=now, starts_at=now)
    assert "Worauf zu achten ist" not in words(site.get(f"/verwaltung/kampagnen/{campaign.pk}/"))
