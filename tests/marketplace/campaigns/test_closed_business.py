"""A business closes while its campaign runs: nothing more is taken, no money moves, and staff is told to end it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.businesses.close import close, reopen
from marketplace.campaigns.ending.end import end_due
from marketplace.campaigns.ending.extend import NotRunning as NotExtended
from marketplace.campaigns.ending.extend import extend
from marketplace.campaigns.ending.stop import stop
from marketplace.campaigns.models import Campaign, Pledge, PledgeKind
from marketplace.campaigns.paper.enter import enter
from marketplace.campaigns.pledges.back import NotRunning
from marketplace.campaigns.pledges.choice import Backer
from marketplace.campaigns.promises.confirm import TooLate, confirm
from marketplace.campaigns.promises.promise import promise
from marketplace.campaigns.sharing.card import card_of
from tests.make_campaign import make_campaign, make_pledge
from tests.marketplace.campaigns.pledges.steps import placed
from tests.words import words

CLOSED = "Diese Kampagne nimmt keine Unterstützung mehr an, denn der Betrieb hat geschlossen."
JAN = {"email": "jan@example.org", "name": "Jan"}


def orphaned(**fields: object) -> Campaign:
    campaign = make_campaign(**fields)
    close(campaign.business, by="Ute", at=timezone.now(), reason="Ruhestand")
    return Campaign.objects.select_related("business__category").get(pk=campaign.pk)


def test_nobody_backs_promises_signs_or_extends_it(in_kiel: RegionCard) -> None:
    now, keeps, promises = timezone.now(), orphaned(), make_campaign(mode="promise")
    said = promise(promises, reward=None, support_cents=500, **JAN, key="vorher", at=now)
    close(promises.business, by="Ute", at=now, reason="Ruhestand")
    promises = Campaign.objects.get(pk=promises.pk)

    with pytest.raises(NotRunning):
        placed(keeps, support_cents=500)
    with pytest.raises(NotRunning):
        promise(promises, reward=None, support_cents=500, **JAN, key="nachher", at=now)
    with pytest.raises(TooLate):
        confirm(said, at=now)
    line = {"support_cents": 500, "in_cash": True, "confirmed": True, "key": "zeile"}
    with pytest.raises(NotRunning):
        enter(keeps, Backer(**JAN), reward=None, **line, by="Ute", at=now)
    with pytest.raises(NotExtended):
        extend(keeps, until=keeps.ends_on + timedelta(days=1), by="Jan", at=now)
    assert [one.pk for one in Pledge.objects.all()] == [said.pk]


def test_its_page_and_its_form_say_why(site: Client) -> None:
    campaign = orphaned()
    address = campaign.get_absolute_url()
    page = site.get(address)
    assert "Der Betrieb hat geschlossen. Diese Kampagne nimmt nichts mehr an." in words(page)
    assert "unterstuetzen/" not in page.content.decode()
    assert "Ihr Geld geht gleich an den Betrieb" not in words(page)
    assert "Weitersagen hilft auch" not in words(page)
    form = {"reward": "0", "support": "5", "name": "Jan", "email": "jan@example.org", "key": "x"}
    for answer in (site.get(f"{address}unterstuetzen/"), site.post(f"{address}unterstuetzen/", form)):
        assert CLOSED in words(answer)
    assert site.get(f"/api/v1/campaigns/{campaign.pk}/").json()["state"] == "stopped"
    assert not Pledge.objects.exists()


def test_an_order_from_a_page_that_stood_open_is_refused(site: Client) -> None:
    campaign = orphaned()
    form = {"reward": "keine", "support": "5", "name": "Jan", "email": "jan@example.org", "key": "x"}
    answer = site.post(f"{campaign.get_absolute_url()}unterstuetzen/bestellung/", form)
    assert (answer.status_code, Pledge.objects.count()) == (422, 0)
    assert CLOSED in words(answer)


def test_staff_reads_it_before_closing_and_finds_what_to_end(office: Client) -> None:
    campaign = make_campaign(title="Neue Lichter")
    asks = office.get(f"/verwaltung/betriebe/{campaign.business_id}/schliessung/")
    assert "1 laufende Kampagne nimmt dann nichts mehr an." in words(asks)
    assert "geschlossen hat" not in words(office.get("/verwaltung/"))

    office.post(f"/verwaltung/betriebe/{campaign.business_id}/schliessung/", {"reason": "Ruhestand"})

    assert "1 Kampagne läuft noch, deren Betrieb geschlossen hat." in words(office.get("/verwaltung/"))
    assert "Neue Lichter" in words(office.get("/verwaltung/kampagnen/?stand=geschlossen"))
    page = words(office.get(f"/verwaltung/kampagnen/{campaign.pk}/"))
    assert "Betrieb geschlossen" in page
    assert "halten Sie die Kampagne an" in page
    campaign.refresh_from_db()
    assert (campaign.ended_at, campaign.stopped_at) == (None, None)

    stop(
        campaign, ground="terms", ground_text="Nr. 3", facts="Der Betrieb hat geschlossen.", by="Ute", at=timezone.now()
    )
    assert "deren Betrieb geschlossen hat" not in words(office.get("/verwaltung/"))


def test_what_was_paid_stays_and_promises_come_to_nothing_at_the_end(in_kiel: RegionCard) -> None:
    keeps, promises = make_campaign(goal_cents=10_000), make_campaign(mode="promise", goal_cents=10_000)
    paid = make_pledge(keeps, support_cents=12_000)
    make_pledge(
        promises, kind=PledgeKind.PROMISE, support_cents=12_000, promised_at=timezone.now(), paid_at=None, **JAN
    )
    for one in (keeps, promises):
        close(one.business, by="Ute", at=timezone.now(), reason="Ruhestand")

    assert end_due(at=keeps.ends_at) == 2

    keeps.refresh_from_db()
    promises.refresh_from_db()
    paid.refresh_from_db()
    assert (keeps.succeeded, promises.succeeded, promises.called_at) == (True, False, None)
    assert (paid.paid_at is not None, paid.refunded_at) == (True, None)


def test_neighbours_show_it_no_more_until_the_business_is_back(in_kiel: RegionCard) -> None:
    campaign = orphaned()
    assert card_of(campaign) is None
    reopen(campaign.business, by="Ute", at=timezone.now())
    again = Campaign.objects.select_related("business").get(pk=campaign.pk)
    assert card_of(again) is not None
    assert again.takes_pledges(timezone.now())
