"""A pledge is one purchase: what it books, what it gives out, and what comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from billing.payments.converge import converge
from billing.payments.models import Attempt, Refund
from billing.providers.sandbox import world
from billing.providers.sandbox.models import SandboxCharge
from kreislauf.regions import RegionCard
from marketplace.campaigns.models import Campaign, MatchFund, Pledge, Reward
from marketplace.campaigns.pledges.back import (
    NotRunning,
    OtherPledge,
    PriceChanged,
    RewardGone,
    TooMuchSupport,
    place_pledge,
)
from marketplace.campaigns.pledges.choice import Backer, Choice
from marketplace.campaigns.pledges.deliver import NotSent, WasReceived, receive, send, unsend
from marketplace.campaigns.pledges.hold import release_holds
from marketplace.campaigns.pledges.refund import refund_pledge
from marketplace.campaigns.pledges.reopen import reopen
from marketplace.campaigns.pledges.withdraw import withdraw
from marketplace.campaigns.public.bar import bar_of
from marketplace.vouchers.models import Voucher
from marketplace.vouchers.till.redeem import Refunded, redeem
from marketplace.vouchers.withdrawal.withdraw import PaidWithMore, declare
from tests.billing import outside
from tests.make import make_offer
from tests.make_campaign import make_campaign, make_fund, make_reward
from tests.marketplace.campaigns.pledges.steps import backed, look, pay, placed, refunds_arrive
from tests.marketplace.vouchers.buying.steps import balances

pytestmark = pytest.mark.django_db


def thing(campaign: Campaign, **fields: object) -> Reward:
    due = timezone.localdate() + timedelta(days=60)
    values = {"kind": "thing", "title": "Plakat", "price_cents": 2000, "shipping_cents": 500, "deliver_by": due}
    return make_reward(campaign, **(values | fields))


def voucher(campaign: Campaign, **fields: object) -> Reward:
    offer = make_offer(business=campaign.business, title="Zwei Karten", price_cents=3000, stock_left=1)
    values = {"kind": "voucher", "title": "Zwei Karten", "offer": offer, "price_cents": 3000, "vat_rate": None}
    return make_reward(campaign, **(values | fields))


def accounts(campaign: Campaign) -> dict[str, int]:
    """The business's, by what stands before its number; money and fees aside."""
    end = f":{campaign.business_id}"
    found = {code.removesuffix(end): cents for code, cents in balances().items() if code.endswith(end)}
    return {code: cents for code, cents in found.items() if not code.startswith("match-")}  # of campaigns and pots


# ---- Paid
def test_support_and_a_thing_are_one_payment_and_two_accounts(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    pledge = backed(campaign, thing(campaign), support_cents=1000)
    assert (pledge.total_cents, pledge.paid_at is not None) == (3500, True)
    assert list(Attempt.objects.values_list("purpose", "order_id", "amount_cents")) == [("pledge", pledge.pk, 3500)]
    assert accounts(campaign) == {"support": -1000, "reward": -2500}
    assert balances().get("through:pledge") is None


def test_a_voucher_is_given_out_at_once_and_pays_at_the_till(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    reward = voucher(campaign)
    pledge = backed(campaign, reward, support_cents=500)
    one = Voucher.objects.select_related("order").get()
    assert (one.value_cents, one.order.purpose, one.order.payment_id) == (3000, "pledge", pledge.pk)
    assert (one.order.number, pledge.voucher_order_id) == (pledge.number, one.order_id)
    assert accounts(campaign) == {"support": -500, "open": -3000}
    redeem(one.code, by=campaign.business, actor="Jan", amount_cents=3000, at=timezone.now(), key="tap")
    assert accounts(campaign) == {"support": -500, "redeemed": -3000}
    assert reward.offer is not None
    reward.offer.refresh_from_db()
    assert reward.offer.stock_left == 1, "rewards count their own pieces"


def test_the_same_event_twice_gives_once(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    make_fund(budget_cents=100_000)
    pledge = backed(campaign, voucher(campaign), support_cents=500)
    look(pledge)
    look(pledge)
    assert (Voucher.objects.count(), pledge.matches.count(), MatchFund.objects.get().left_cents) == (1, 1, 96_500)
    assert accounts(campaign) == {"support": -500, "open": -3000}


def test_paid_twice_the_second_payment_goes_back(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    pledge = pay(placed(campaign, support_cents=1000), times=2)
    refund = Refund.objects.get()
    assert (refund.amount_cents, refund.subject_id, pledge.paid_at is not None) == (1000, None, True)
    assert accounts(campaign) == {"support": -1000}


@pytest.mark.parametrize("column", ["stopped_at", "withdrawn_at", "ended_at"])
def test_money_for_a_campaign_that_is_over_goes_back(in_kiel: RegionCard, column: str) -> None:
    campaign = make_campaign()
    pledge = placed(campaign, support_cents=1000)
    changes = {column: timezone.now()}
    if column == "stopped_at":
        changes["stop_reason"] = "Verstoß"
    if column == "ended_at":
        changes["succeeded"] = False
    Campaign.objects.filter(pk=campaign.pk).update(**changes)
    pledge = pay(pledge)
    assert (pledge.paid_at, Refund.objects.get().amount_cents, accounts(campaign)) == (None, 1000, {})


def test_a_called_promise_is_paid_after_the_end_also_when_it_had_lapsed(in_kiel: RegionCard) -> None:
    campaign = make_campaign(mode="promise")
    pledge = placed(make_campaign(), support_cents=1000)
    now = timezone.now()
    Pledge.objects.filter(pk=pledge.pk).update(
        campaign=campaign, kind="promise", promised_at=now, called_at=now, lapsed_at=now
    )
    Campaign.objects.filter(pk=campaign.pk).update(called_at=now, ended_at=now, succeeded=True)
    pledge = pay(pledge)
    assert (pledge.paid_at is not None, pledge.lapsed_at) == (True, None)


def test_the_bar_shows_what_the_ledger_holds_and_nothing_more(in_kiel: RegionCard) -> None:
    """Paid in all the ways there are; one has gone back, one was fetched back in part, one after it was sent."""
    campaign = make_campaign()
    backed(campaign, thing(campaign), support_cents=1000, key="a")
    backed(campaign, voucher(campaign), support_cents=500, key="b")
    refunds_arrive(withdraw(backed(campaign, support_cents=700, key="c"), at=timezone.now()))
    short = backed(campaign, support_cents=900, key="d")
    outside.refund_outside(SandboxCharge.objects.latest("pk"), amount_cents=400)
    look(short)
    sent = backed(campaign, thing(campaign), key="e")
    send(sent, by="Ute", at=timezone.now())
    world.dispute(SandboxCharge.objects.latest("pk"))
    look(sent)
    bar = bar_of([campaign.pk])[campaign.pk]
    assert bar.paid + bar.withdrawable == -sum(accounts(campaign).values()) == 3500 + 3500 + 500


# ---- Placed
def test_a_form_sent_twice_backs_once_and_a_key_opens_nothing_of_others(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    reward = make_reward(campaign, total=5)
    first, second = placed(campaign, reward), placed(campaign, reward)
    reward.refresh_from_db()
    assert (first.pk, Pledge.objects.count(), reward.left) == (second.pk, 1, 4)
    with pytest.raises(OtherPledge):
        placed(campaign, reward, email="jan@example.org")


def test_nobody_pays_a_price_they_did_not_see_or_backs_what_is_over(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    reward = make_reward(campaign, price_cents=2000)
    seen = Choice(reward=reward, seen_cents=1500)
    with pytest.raises(PriceChanged):
        place_pledge(campaign, seen, Backer(email="ute@example.org"), key="a", at=timezone.now())
    over = make_campaign(stopped_at=timezone.now(), stop_reason="Verstoß")
    with pytest.raises(NotRunning):
        placed(over, support_cents=1000)
    with pytest.raises(NotRunning):
        place_pledge(campaign, Choice(support_cents=500), Backer(email="u@example.org"), key="b", at=campaign.ends_at)
    elsewhere = make_reward(over)
    with pytest.raises(RewardGone):
        placed(campaign, elsewhere)
    assert Pledge.objects.count() == 0


def test_one_person_supports_a_campaign_with_2000_euros_at_most_whatever_the_address(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    placed(campaign, support_cents=150_000, email="ute@gmail.com", key="a")
    with pytest.raises(TooMuchSupport) as refused:
        placed(campaign, support_cents=50_001, email="U.te+kiel@googlemail.com", key="b")
    assert refused.value.left_cents == 50_000
    assert placed(campaign, support_cents=50_000, email="ute@gmail.com", key="c").support_cents == 50_000
    assert placed(make_campaign(), support_cents=200_000, email="ute@gmail.com", key="d").support_cents == 200_000


# ---- Stock
def test_an_unpaid_pledge_gives_its_piece_back_and_may_be_taken_up_again(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    reward = make_reward(campaign, total=1)
    pledge = placed(campaign, reward)
    with pytest.raises(RewardGone):
        placed(campaign, reward, key="b")
    assert release_holds(at=timezone.now() + timedelta(minutes=16)) == 1
    reward.refresh_from_db()
    pledge.refresh_from_db()
    assert (reward.left, pledge.expired_at is not None, pledge.holds_reward) == (1, True, False)
    pledge = pay(reopen(pledge.pk, at=timezone.now()))
    reward.refresh_from_db()
    assert (reward.left, pledge.paid_at is not None, pledge.expired_at) == (0, True, None)


def test_paid_too_late_for_the_last_piece_the_money_goes_back(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    reward = make_reward(campaign, total=1)
    late = placed(campaign, reward)
    release_holds(at=timezone.now() + timedelta(minutes=16))
    backed(campaign, reward, key="b")
    late = pay(late)
    reward.refresh_from_db()
    assert (late.paid_at, reward.left, Refund.objects.get().amount_cents) == (None, 0, 2000)


# ---- Back
def test_within_14_days_all_of_it_goes_back_and_the_voucher_pays_no_more(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    fund = make_fund(budget_cents=100_000)
    reward = voucher(campaign, total=3)
    pledge = backed(campaign, reward, support_cents=500)
    pledge = withdraw(pledge, at=timezone.now())
    one = Voucher.objects.get()
    with pytest.raises(Refunded):
        redeem(one.code, by=campaign.business, actor="Jan", amount_cents=100, at=timezone.now(), key="tap")
    pledge = refunds_arrive(pledge)
    reward.refresh_from_db()
    fund.refresh_from_db()
    assert (pledge.refunded_at is not None, reward.left, fund.left_cents) == (True, 3, 100_000)
    assert balances() == {}


def test_a_thing_goes_back_too_and_is_there_for_somebody_else(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    reward = thing(campaign, total=1)
    pledge = refunds_arrive(withdraw(backed(campaign, reward, support_cents=100), at=timezone.now()))
    reward.refresh_from_db()
    assert (pledge.refunded_at is not None, reward.left, balances()) == (True, 1, {})


def test_after_a_voucher_was_used_or_the_time_is_over_the_business_decides(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    used = backed(campaign, voucher(campaign))
    one = Voucher.objects.get()
    redeem(one.code, by=campaign.business, actor="Jan", amount_cents=100, at=timezone.now(), key="tap")
    assert withdraw(used, at=timezone.now()).withdrawal_refusal == "used"
    late = backed(campaign, support_cents=500, key="b")
    assert withdraw(late, at=timezone.now() + timedelta(days=25)).withdrawal_refusal == "late"
    assert Refund.objects.count() == 0
    assert refund_pledge(late, reason="Kulanz", by="Jan", at=timezone.now()) is True
    assert refund_pledge(used, reason="Kulanz", by="Jan", at=timezone.now()) is False


def test_a_voucher_of_a_pledge_is_not_withdrawn_alone(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    backed(campaign, voucher(campaign))
    one = Voucher.objects.select_related("order").get()
    with pytest.raises(PaidWithMore):
        declare([one], name="Ute", email="ute@example.org", at=timezone.now())


def test_a_refund_that_fails_leaves_everything_as_it_was(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    fund = make_fund(budget_cents=100_000)
    pledge = backed(campaign, voucher(campaign), support_cents=500)
    before = balances()
    outside.hold_refunds(SandboxCharge.objects.get())
    pledge = refunds_arrive(withdraw(pledge, at=timezone.now()))
    outside.end_refund(SandboxCharge.objects.get().refunds.get(), succeeded=False)
    pledge = look(pledge)
    fund.refresh_from_db()
    one = Voucher.objects.get()
    assert (pledge.refund_pending_at, pledge.refunded_at, one.left_cents) == (None, None, 3000)
    assert (balances(), fund.left_cents) == (before, 96_500)


# ---- Sent
def test_what_is_sent_is_owed_no_more_and_a_slip_can_be_undone(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    pledge = backed(campaign, thing(campaign))
    send(pledge, by="Jan", at=timezone.now())
    send(pledge, by="Jan", at=timezone.now())
    assert accounts(campaign) == {"delivered": -2500}
    unsend(pledge, by="Jan", at=timezone.now())
    assert accounts(campaign) == {"reward": -2500}
    send(pledge, by="Jan", at=timezone.now())
    receive(pledge, by="backer", at=timezone.now())
    with pytest.raises(WasReceived):
        unsend(pledge, by="Jan", at=timezone.now())
    pledge.refresh_from_db()
    assert (accounts(campaign), pledge.received_at is not None) == ({"delivered": -2500}, True)


def test_what_is_a_voucher_or_not_paid_is_not_sent(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    for pledge in (
        backed(campaign, voucher(campaign), key="a"),
        placed(campaign, thing(campaign), key="b"),
        backed(campaign, support_cents=500, key="c"),
    ):
        with pytest.raises(NotSent):
            send(pledge, by="Jan", at=timezone.now())


def test_a_thing_may_be_sent_back_14_days_after_it_came(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    pledge = backed(campaign, thing(campaign))
    due = pledge.reward and pledge.reward.deliver_by
    assert due is not None
    assert pledge.withdrawable_until is not None
    assert pledge.withdrawable_until >= due + timedelta(days=21)
    pledge = send(pledge, by="Jan", at=timezone.now())
    pledge = receive(pledge, by="backer", at=timezone.now() + timedelta(days=2))
    assert pledge.withdrawable_until is not None
    assert pledge.withdrawable_until < timezone.localdate() + timedelta(days=23)
    pledge = refunds_arrive(withdraw(pledge, at=timezone.now()))
    assert (pledge.refunded_at is not None, balances()) == (True, {})


# ---- Charged back
def test_a_dispute_takes_the_support_first_then_the_voucher_and_gives_it_all_back(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    fund = make_fund(budget_cents=100_000)
    pledge = backed(campaign, voucher(campaign), support_cents=500)
    before = balances()
    charge = SandboxCharge.objects.get()
    world.dispute(charge)
    pledge = look(pledge)
    fund.refresh_from_db()
    assert (pledge.charged_back_cents, pledge.lost_support_cents, pledge.lost_reward_cents) == (3500, 500, 3000)
    assert (accounts(campaign), Voucher.objects.get().left_cents, fund.left_cents) == ({}, 0, 100_000)
    world.decide_dispute(charge, won=True)
    pledge = look(pledge)
    fund.refresh_from_db()
    assert (pledge.charged_back_cents, Voucher.objects.get().left_cents, fund.left_cents) == (0, 3000, 96_500)
    del before["money:sandbox"]
    assert {code: cents for code, cents in balances().items() if code in before} == before


def test_what_was_sent_before_a_dispute_is_a_claim(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    pledge = backed(campaign, thing(campaign), support_cents=500)
    send(pledge, by="Jan", at=timezone.now())
    world.dispute(SandboxCharge.objects.get())
    pledge = look(pledge)
    assert (pledge.claim_cents, accounts(campaign)) == (2500, {"delivered": -2500, "claim": 2500})


def test_a_part_refunded_in_the_dashboard_comes_off_the_support(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    pledge = backed(campaign, thing(campaign), support_cents=500)
    outside.refund_outside(SandboxCharge.objects.get(), amount_cents=700)
    pledge = look(pledge)
    assert (pledge.lost_support_cents, pledge.lost_reward_cents) == (500, 200)
    assert accounts(campaign) == {"reward": -2300}
    assert withdraw(pledge, at=timezone.now()).withdrawal_refusal == "blocked"


def test_an_expired_page_closes_the_pledge_and_a_late_payment_still_counts(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    pledge = placed(campaign, support_cents=500)
    attempt = Attempt.objects.get()
    converge(attempt.pk, at=timezone.now())
    release_holds(at=timezone.now() + timedelta(days=3))
    assert pay(pledge).paid_at is not None


def test_sent_between_a_loss_and_its_return_the_books_still_agree(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    pledge = backed(campaign, thing(campaign))
    charge = SandboxCharge.objects.get()
    world.dispute(charge)
    pledge = send(look(pledge), by="Jan", at=timezone.now())
    world.decide_dispute(charge, won=True)
    look(pledge)
    assert accounts(campaign) == {"delivered": -2500}


def test_what_is_a_claim_stays_sent(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    pledge = send(backed(campaign, thing(campaign)), by="Jan", at=timezone.now())
    world.dispute(SandboxCharge.objects.get())
    with pytest.raises(WasReceived):
        unsend(look(pledge), by="Jan", at=timezone.now())
