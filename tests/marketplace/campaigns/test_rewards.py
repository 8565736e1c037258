"""What backers get: entered by the business, released by staff, promised from then on."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.campaigns.models import Campaign, Reward
from marketplace.campaigns.tasks import mail_news
from marketplace.campaigns.writing.rewards import Promised, change_reward, move_delivery
from marketplace.review.approve import approve
from marketplace.review.decisions import OutdatedVersion
from marketplace.review.reject import reject
from tests.make import make_business, make_offer, make_owner, make_user
from tests.make_campaign import make_campaign, make_pledge, make_reward
from tests.post import deliver_all
from tests.words import words

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def business(in_kiel: RegionCard) -> Business:
    return make_business(name="Theater am Fluss")


@pytest.fixture
def owner(site: Client, business: Business) -> Client:
    site.force_login(make_owner(business, email="theater@example.org"))
    return site


@pytest.fixture
def draft(business: Business) -> Campaign:
    return make_campaign(business=business, handed_in_at=None, approved_at=None, starts_at=None)


def day_after(campaign: Campaign, days: int = 30) -> date:
    return campaign.ends_on + days * DAY


def thing(campaign: Campaign, **fields: Any) -> dict[str, Any]:
    return {
        "kind": "thing",
        "title": "Plakat von 1986",
        "text": "Unterschrieben.",
        "price": "25",
        "vat_rate": "19",
        "shipping": "4,50",
        "deliver_by": day_after(campaign).isoformat(),
        "total": "12",
    } | fields


def address(campaign: Campaign, rest: str = "neu/") -> str:
    return f"/betrieb/kampagnen/{campaign.pk}/gegenleistungen/{rest}"


def test_a_thing_has_a_price_with_vat_a_day_and_a_number(owner: Client, draft: Campaign) -> None:
    assert owner.post(address(draft), thing(draft)).url == f"/betrieb/kampagnen/{draft.pk}/"
    reward = Reward.objects.get()
    assert (reward.price_cents, reward.vat_rate, reward.shipping_cents) == (2500, 19, 450)
    assert (reward.total, reward.left, reward.deliver_by) == (12, 12, day_after(draft))
    assert reward.is_offered


def test_sent_twice_a_form_makes_one_reward(owner: Client, draft: Campaign) -> None:
    key = re.search(r'name="key" value="([^"]+)"', owner.get(address(draft)).content.decode())
    assert key
    for _n in range(2):
        owner.post(address(draft), thing(draft, key=key[1]))
    assert Reward.objects.count() == 1


def test_a_voucher_is_one_of_the_business_s_own_that_is_on_sale(
    owner: Client, draft: Campaign, business: Business
) -> None:
    offer, strange = make_offer(business=business), make_offer(business=make_business(name="Anderes"))
    form = {"kind": "voucher", "offer": offer.pk, "price": "25", "vat_rate": "19", "deliver_by": "2030-01-01"}
    assert owner.post(address(draft), form | {"offer": strange.pk}).status_code == 422
    wrong = owner.post(address(draft), form | {"price": "20"})
    assert "So viel kostet dieser Gutschein nicht" in words(wrong)
    owner.post(address(draft), form)
    reward = Reward.objects.get()
    assert (reward.offer, reward.title) == (offer, "Frühstück für zwei")
    assert (reward.vat_rate, reward.deliver_by, reward.shipping_cents) == (None, None, None)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"vat_rate": ""}, "Welcher Steuersatz gilt?"),
        ({"deliver_by": ""}, "Bis wann liefern Sie?"),
        ({"deliver_by": timezone.localdate().isoformat()}, "nach dem Ende der Kampagne"),
        ({"title": ""}, "Bitte geben Sie einen Titel an."),
        ({"price": "0,50"}, "mindestens"),
        ({"total": "0"}, "Mindestens eins"),
        ({"kind": "voucher"}, "Bitte wählen Sie einen Gutschein."),
    ],
)
def test_a_mistake_is_named_where_it_is(owner: Client, draft: Campaign, fields: dict[str, str], sentence: str) -> None:
    answer = owner.post(address(draft), thing(draft, **fields))
    assert answer.status_code == 422
    assert sentence in words(answer)


def test_a_draft_s_reward_is_changed_and_deleted(owner: Client, draft: Campaign) -> None:
    reward = make_reward(draft, total=3)
    owner.post(address(draft, f"{reward.pk}/"), thing(draft, title="Zwei Plakate", total="5"))
    reward.refresh_from_db()
    assert (reward.title, reward.left) == ("Zwei Plakate", 5)
    owner.post(address(draft, f"{reward.pk}/rueckzug/"))
    assert not Reward.objects.exists()


def test_while_it_waits_each_change_of_a_reward_is_another_version(owner: Client, business: Business) -> None:
    waiting = make_campaign(business=business, approved_at=None, starts_at=None)
    owner.post(address(waiting), thing(waiting))
    with pytest.raises(OutdatedVersion):
        approve(waiting, version=1, by=make_user(), at=timezone.now())
    reward = Reward.objects.get()
    owner.post(address(waiting, f"{reward.pk}/"), thing(waiting, price="30"))
    with pytest.raises(OutdatedVersion):
        approve(waiting, version=2, by=make_user(), at=timezone.now())
    approve(waiting, version=3, by=make_user(), at=timezone.now())
    reward.refresh_from_db()
    assert reward.is_offered


def test_of_a_public_campaign_a_new_reward_waits_for_staff_who_reads_it(owner: Client, business: Business) -> None:
    campaign = make_campaign(business=business)
    owner.post(address(campaign), thing(campaign))
    reward = Reward.objects.get()
    assert not reward.is_offered
    assert "wird angesehen" in words(owner.get(f"/betrieb/kampagnen/{campaign.pk}/"))
    campaign.refresh_from_db()
    assert campaign.is_waiting
    owner.force_login(make_user())
    page = words(owner.get(f"/verwaltung/kampagnen/{campaign.pk}/"))
    assert "Plakat von 1986, 25 €, Ware, 19 % Umsatzsteuer, Versand 4,50 €" in page
    approve(campaign, version=campaign.version, by=make_user(), at=timezone.now())
    reward.refresh_from_db()
    campaign.refresh_from_db()
    assert (reward.is_offered, campaign.new_rewards, campaign.pending) == (True, [], None)


def test_a_new_reward_that_staff_does_not_want_stays_out(owner: Client, business: Business) -> None:
    campaign = make_campaign(business=business)
    owner.post(address(campaign), thing(campaign))
    campaign.refresh_from_db()
    reject(campaign, version=campaign.version, reason="Bitte ohne Alkohol.", by=make_user(), at=timezone.now())
    reward = Reward.objects.get()
    campaign.refresh_from_db()
    assert (reward.is_offered, campaign.is_running) == (False, True)
    assert "Bitte ohne Alkohol." in words(owner.get(f"/betrieb/kampagnen/{campaign.pk}/"))
    owner.post(address(campaign, f"{reward.pk}/"), thing(campaign, text="Ohne Wein."))
    campaign.refresh_from_db()
    assert campaign.is_waiting


def test_what_is_public_stays_as_promised(owner: Client, business: Business) -> None:
    campaign = make_campaign(business=business)
    reward = make_reward(campaign)
    owner.post(address(campaign, f"{reward.pk}/"), thing(campaign, title="Etwas anderes", price="99"))
    reward.refresh_from_db()
    assert (reward.title, reward.price_cents) == ("Ihr Name im Foyer", 2000)
    with pytest.raises(Promised):
        change_reward(reward, {}, by=make_user(), at=timezone.now())
    owner.post(address(campaign, f"{reward.pk}/rueckzug/"))
    reward.refresh_from_db()
    assert reward.withdrawn_at is not None


def test_a_later_day_is_mailed_once_to_everybody_who_has_paid_and_waits(owner: Client, business: Business) -> None:
    campaign = make_campaign(business=business)
    reward = make_reward(campaign, kind="thing", deliver_by=day_after(campaign), vat_rate=19)
    backing = {"reward": reward, "reward_cents": 2000, "support_cents": 0}
    make_pledge(campaign, email="wartet@example.org", **backing)
    make_pledge(campaign, email="hat@example.org", sent_at=timezone.now(), **backing)
    make_pledge(campaign, email="zurueck@example.org", refunded_at=timezone.now(), **backing)
    make_pledge(campaign, email="unbezahlt@example.org", paid_at=None, **backing)
    earlier = owner.post(address(campaign, f"{reward.pk}/"), {"deliver_by": day_after(campaign, 3).isoformat()})
    assert earlier.status_code == 422
    later = day_after(campaign, 60)
    owner.post(address(campaign, f"{reward.pk}/"), {"deliver_by": later.isoformat()})
    make_pledge(campaign, email="danach@example.org", paid_at=timezone.now() + DAY, **backing)
    for _n in range(2):
        mail_news()
    letters = deliver_all()
    assert [one.to for one in letters] == [["wartet@example.org"]]
    assert f"{later.day}. " in letters[0].body
    assert Reward.objects.get().move_mail_due_at is None


def test_an_earlier_day_is_no_promise_to_be_broken(business: Business) -> None:
    campaign = make_campaign(business=business)
    reward = make_reward(campaign, kind="thing", deliver_by=day_after(campaign), vat_rate=19)
    with pytest.raises(Promised):
        move_delivery(reward, day_after(campaign, 1), by=make_user(), at=timezone.now())


def test_a_campaign_that_is_over_gets_no_rewards(owner: Client, business: Business) -> None:
    over = make_campaign(business=business, ended_at=timezone.now(), succeeded=True)
    owner.post(address(over), thing(over))
    assert not Reward.objects.exists()


def test_a_page_with_too_many_rewards_takes_no_more(owner: Client, draft: Campaign) -> None:
    for number in range(20):
        make_reward(draft, position=number)
    answer = owner.post(address(draft), thing(draft))
    assert "Mehr als 20 Gegenleistungen liest niemand." in words(answer)
    assert Reward.objects.count() == 20
