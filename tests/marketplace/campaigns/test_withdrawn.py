"""A business withdraws its campaign with a plan; and a called promise is paid like any pledge."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.campaigns.ending.withdraw import KEEP, REFUND, NoPlan, NotReleased, to_plan, withdraw
from marketplace.campaigns.ending.work import do_batches
from marketplace.campaigns.models import Campaign, Pledge, PledgeKind
from marketplace.campaigns.pledges.back import pay as begin_to_pay
from tests.conftest import make_client
from tests.make import make_owner
from tests.make_campaign import make_campaign, make_pledge, make_reward
from tests.marketplace.campaigns.pledges.steps import backed, pay, refunds_arrive
from tests.marketplace.vouchers.buying.steps import balances
from tests.words import words


def withdrawn(campaign: Campaign, **plan: str) -> Campaign:
    """With all that follows from it, a second time as well."""
    for _time in range(2):
        withdraw(campaign, plan=plan, reason="Wir schließen.", by="Jan", at=timezone.now())
        do_batches(at=timezone.now())
    campaign.refresh_from_db()
    return campaign


def test_each_backer_gets_what_the_plan_says(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    reward = make_reward(campaign)
    bought = backed(campaign, reward, key="a", email="jan@example.org")
    gave = backed(campaign, support_cents=5000, key="b", email="ilse@example.org")
    assert sorted(to_plan(campaign)) == sorted([(str(reward.pk), 2000), ("support", 5000)])
    outbox().all().delete()

    withdrawn(campaign, **{"support": REFUND, str(reward.pk): KEEP})
    gave = refunds_arrive(gave)
    bought.refresh_from_db()

    assert (gave.refunded_at is not None, bought.is_paid) == (True, True)
    assert (campaign.ended_at is not None, campaign.succeeded) == (True, False)
    assert f"support:{campaign.business_id}" not in balances()
    told = [(kind, to) for kind, to in outbox().values_list("kind", "recipient") if kind == "campaigns.withdrawn"]
    assert sorted(to for _kind, to in told) == ["ilse@example.org", "jan@example.org"]


def test_a_plan_leaves_nobody_out(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    reward = make_reward(campaign)
    make_pledge(campaign)
    make_pledge(campaign, reward=reward, reward_cents=2000)
    for plan in ({}, {"support": REFUND}, {"support": "vielleicht", str(reward.pk): KEEP}):
        with pytest.raises(NoPlan):
            withdraw(campaign, plan=plan, reason="Krank.", by="Jan", at=timezone.now())
    with pytest.raises(NotReleased):
        withdraw(make_campaign(approved_at=None), plan={}, reason="Krank.", by="Jan", at=timezone.now())


def test_promises_come_to_nothing_when_a_campaign_is_withdrawn(in_kiel: RegionCard) -> None:
    campaign, now = make_campaign(mode="promise"), timezone.now()
    pledge = make_pledge(campaign, kind=PledgeKind.PROMISE, promised_at=now, paid_at=None)
    withdrawn(campaign)
    pledge.refresh_from_db()
    assert (pledge.cancelled_at is not None, outbox().filter(kind="campaigns.called_off").count()) == (True, 1)


def test_a_called_promise_is_paid_also_after_the_end(in_kiel: RegionCard) -> None:
    now = timezone.now()
    over: dict[str, Any] = {"called_at": now, "ended_at": now, "succeeded": True}
    campaign = make_campaign(mode="promise", **over)
    pledge = make_pledge(campaign, kind=PledgeKind.PROMISE, promised_at=now, called_at=now, paid_at=None)
    begin_to_pay(Pledge.objects.select_related("campaign").get(pk=pledge.pk), at=now)
    assert pay(pledge).is_paid
    assert balances()[f"support:{campaign.business_id}"] == -5000


def test_the_business_sees_what_was_paid_for_each_before_it_withdraws(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    make_pledge(campaign)
    client = make_client(in_kiel, user=make_owner(campaign.business))
    path = f"/betrieb/kampagnen/{campaign.pk}/rueckzug/"
    assert "Unterstützung ohne Gegenleistung (50,00 € bezahlt)" in words(client.get(path)).replace("\xa0", " ")
    assert client.post(path, {"reason": "Krank."}).status_code == 422
    assert client.post(path, {"reason": "Krank.", "plan_support": "refund"}).status_code == 302
    campaign.refresh_from_db()
    assert campaign.withdrawn_at is not None
