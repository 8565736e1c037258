"""Many backers at the same moment, and a worker that dies in the middle of it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction
from django.db.models import Sum
from django.utils import timezone

from billing.payments.models import Attempt
from kreislauf.regions import RegionCard, stepping_into
from marketplace.campaigns.models import Pledge
from marketplace.campaigns.pledges.back import RewardGone, TooMuchSupport
from marketplace.campaigns.pledges.fulfil import fulfil
from marketplace.campaigns.pledges.withdraw import withdraw
from marketplace.vouchers.orders.hold import TooManyAtOnce
from tests.make_campaign import make_campaign, make_fund, make_reward
from tests.marketplace.campaigns.pledges.steps import backed, placed
from tests.marketplace.campaigns.pledges.test_money import voucher
from tests.marketplace.crash import dies_everywhere

REFUSALS = (RewardGone, TooMuchSupport, TooManyAtOnce)


def at_once(region: RegionCard, number: int, act: Callable[[int], object]) -> Counter[str]:
    """What became of each: „done“, or the name of the refusal."""
    start = threading.Barrier(number)

    def one(n: int) -> str:
        start.wait(timeout=60)
        try:
            with stepping_into(region):
                act(n)
            return "done"
        except REFUSALS as refused:
            return type(refused).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as people:
        return Counter(people.map(one, range(number)))


@pytest.mark.django_db(transaction=True)
def test_twenty_who_want_the_last_five_get_five(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    reward = make_reward(campaign, total=5)
    answers = at_once(in_kiel, 20, lambda n: placed(campaign, reward, key=f"formular-{n}", email=f"u{n}@example.org"))
    reward.refresh_from_db()
    assert (answers, reward.left, Pledge.objects.count()) == ({"done": 5, "RewardGone": 15}, 0, 5)


@pytest.mark.django_db(transaction=True)
def test_ten_taps_on_the_button_back_once(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    reward = make_reward(campaign, total=50)
    answers = at_once(in_kiel, 10, lambda n: placed(campaign, reward, key="ein-formular"))
    reward.refresh_from_db()
    assert (answers, reward.left, Pledge.objects.count(), Attempt.objects.count()) == ({"done": 10}, 49, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_one_person_in_ten_tabs_gives_no_more_than_one_person_may(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    answers = at_once(in_kiel, 10, lambda n: placed(campaign, support_cents=50_000, key=f"formular-{n}"))
    given = Pledge.objects.aggregate(cents=Sum("support_cents"))["cents"]
    assert (answers, given) == ({"done": 4, "TooMuchSupport": 6}, 200_000)


@pytest.mark.django_db(transaction=True)
def test_a_payment_that_dies_at_any_statement_leaves_nothing_half_done(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    make_fund(budget_cents=100_000)
    pledge = placed(campaign, voucher(campaign, total=3), support_cents=500)

    def pay() -> None:
        with transaction.atomic():
            assert fulfil(pledge.pk, amount_cents=3500, at=timezone.now())

    assert dies_everywhere(pay, of=in_kiel) > 10
    pledge.refresh_from_db()
    assert (pledge.paid_at is not None, pledge.voucher_order is not None, pledge.matches.count()) == (True, True, 1)


@pytest.mark.django_db
def test_a_withdrawal_that_dies_at_any_statement_can_be_declared_again(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    pledge = backed(campaign, voucher(campaign, total=3), support_cents=500)
    assert dies_everywhere(lambda: withdraw(pledge, at=timezone.now()), of=in_kiel) > 10
    pledge.refresh_from_db()
    assert (pledge.withdrawn_at is not None, pledge.refund_pending_at is not None) == (True, True)
