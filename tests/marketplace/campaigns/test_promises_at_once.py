"""Many clicks in the letters of promises at the same moment: nothing is oversold, and each counts once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard, stepping_into
from marketplace.campaigns.ending.reached import reached_cents
from marketplace.campaigns.models import Batch, Campaign, Pledge, Reward
from marketplace.campaigns.pledges.back import RewardGone
from marketplace.campaigns.promises.confirm import confirm
from marketplace.campaigns.promises.promise import promise
from tests.make_campaign import make_campaign, make_reward

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, PIECES, AT_ONCE = 100, 30, 25  # connections: the server takes no hundred


def promised(campaign: Campaign, reward: Reward | None, n: int, *, person: int | None = None) -> Pledge:
    return promise(
        campaign,
        reward=reward,
        support_cents=0 if reward else 5000,
        email=f"u{n if person is None else person}@example.org",
        name="Ilse Petersen",
        key=f"zusage-{n}",
        at=timezone.now(),
    )


def clicked(region: RegionCard, pledges: Sequence[Pledge]) -> Counter[str]:
    """What became of each click, 25 of them at a time."""
    start = Barrier(AT_ONCE)

    def click(pledge: Pledge) -> str:
        try:
            start.wait(timeout=60)
            with stepping_into(region):
                confirm(pledge, at=timezone.now())
            return "done"
        except RewardGone:
            return "gone"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as people:
        return Counter(people.map(click, pledges))


def letters(kind: str) -> int:
    return outbox().filter(kind=f"campaigns.{kind}").count()


def test_a_hundred_who_confirm_at_once_get_no_more_pieces_than_there_are(in_kiel: RegionCard) -> None:
    campaign = make_campaign(mode="promise")
    reward = make_reward(campaign, total=PIECES)
    pledges = [promised(campaign, reward, n) for n in range(PEOPLE)]
    assert clicked(in_kiel, pledges) == {"done": PIECES, "gone": PEOPLE - PIECES}
    reward.refresh_from_db()
    holding = Pledge.objects.filter(holds_reward=True, promised_at__isnull=False).count()
    assert (reward.left, holding, Pledge.objects.promised().count(), letters("promised")) == (
        *(0, PIECES, PIECES, PIECES),
    )
    assert reached_cents(campaign.pk) == PIECES * reward.price_cents


def test_one_promise_that_many_confirm_at_once_counts_once(in_kiel: RegionCard) -> None:
    campaign = make_campaign(mode="promise")
    reward = make_reward(campaign, total=PIECES)
    pledge = promised(campaign, reward, 1)
    assert clicked(in_kiel, [pledge] * AT_ONCE) == {"done": AT_ONCE}
    reward.refresh_from_db()
    assert (reward.left, letters("promised"), reached_cents(campaign.pk)) == (PIECES - 1, 1, reward.price_cents)


def test_one_person_who_confirms_many_promises_at_once_has_one(in_kiel: RegionCard) -> None:
    campaign = make_campaign(mode="promise")
    reward = make_reward(campaign, total=PIECES)
    pledges = [promised(campaign, reward, n, person=1) for n in range(AT_ONCE)]
    assert clicked(in_kiel, pledges) == {"done": AT_ONCE}
    reward.refresh_from_db()
    assert (Pledge.objects.promised().count(), reward.left) == (1, PIECES - 1)


def test_the_goal_that_many_confirmations_pass_at_once_is_reached_once(in_kiel: RegionCard) -> None:
    """Whoever confirms while it is called is called as well, and nobody twice."""
    campaign = make_campaign(mode="promise", goal_cents=AT_ONCE * 2000)
    pledges = [promised(campaign, None, n) for n in range(AT_ONCE)]
    assert clicked(in_kiel, pledges) == {"done": AT_ONCE}
    campaign.refresh_from_db()
    assert campaign.called_at is not None
    assert (Batch.objects.filter(campaign=campaign).count(), letters("business_called")) == (1, 1)
    assert Pledge.objects.promised().count() == AT_ONCE
