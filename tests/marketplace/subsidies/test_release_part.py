"""Withdrawal, refund and chargeback take both parts back: the buyer's to the buyer, the region's to the budget."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import timezone

from billing.payments.models import Refund
from billing.payments.send_refund import send_refund
from kreislauf.regions import RegionCard
from marketplace.subsidies.models import Action, Line
from marketplace.vouchers.block import block_charged_back, claim_cents
from marketplace.vouchers.models import Order, Voucher
from marketplace.vouchers.restore import restore_recovered
from marketplace.vouchers.till.redeem import redeem
from marketplace.vouchers.withdrawal.withdraw import declare
from tests.marketplace.subsidies.steps import left, lines_of, make_action, order_of, subsidy_of
from tests.marketplace.vouchers.buying.steps import balances, look, pay

pytestmark = pytest.mark.django_db


def withdraw(voucher: Voucher) -> bool:
    return declare([voucher], name="Ute", email="ute@example.org", at=timezone.now())[0].accepted


def arrive(order: Order) -> None:
    for refund in Refund.objects.all():
        send_refund(refund.pk, at=timezone.now())
    look(order)


def charged_back(order: Order, cents: int) -> None:
    with transaction.atomic():
        block_charged_back(order.pk, amount_cents=cents, at=timezone.now())


def recovered(order: Order, cents: int) -> None:
    with transaction.atomic():
        restore_recovered(order.pk, amount_cents=cents, at=timezone.now())


def open_and_promised(order: Order, action: Action) -> tuple[int, int, int]:
    """What the business owes its customers, is owed by the region, and lost by chargebacks."""
    found, business = balances(), order.offer.business_id
    return (
        -found.get(f"open:{business}", 0),
        found.get(f"subsidy-promised:{action.pk}", 0),
        found.get(f"claim:{business}", 0),
    )


def take(voucher: Voucher, cents: int) -> None:
    redeem(voucher.code, by=voucher.business, actor="Jan", amount_cents=cents, at=timezone.now(), key=f"tap-{cents}")


def agrees(action: Action) -> bool:
    """Budget, subsidies, lines and ledger say the same."""
    remaining = sum(one.remaining_cents for one in action.subsidies.all())
    lines = sum(Line.objects.filter(subsidy__action=action).values_list("cents", flat=True))
    booked = balances()
    in_books = booked.get(f"subsidy-promised:{action.pk}", 0) + booked.get(f"subsidy-paid:{action.pk}", 0)
    action.refresh_from_db()
    return action.taken_cents == remaining and lines == in_books


def test_a_withdrawal_gives_20_euros_to_the_buyer_and_5_to_the_budget(in_kiel: RegionCard) -> None:
    action = make_action()
    order = pay(order_of(quantity=2))
    assert withdraw(order.vouchers.get(position=1))
    assert Refund.objects.get().amount_cents == 20_00
    assert left(action) == 90_00  # until the money has arrived
    arrive(order)
    assert (left(action), lines_of(order)) == (95_00, [("issue", 10_00), ("return", -5_00)])
    assert open_and_promised(order, action) == (25_00, 5_00, 0)
    assert balances()["money:sandbox"] == 20_00
    assert agrees(action)


def test_a_voucher_from_which_something_was_taken_goes_back_in_no_part(in_kiel: RegionCard) -> None:
    action = make_action()
    order = pay(order_of())
    voucher = order.vouchers.get()
    take(voucher, 1_00)
    assert not withdraw(voucher)
    assert (left(action), open_and_promised(order, action)) == (95_00, (24_00, 5_00, 0))


def test_the_till_takes_the_whole_value(in_kiel: RegionCard) -> None:
    action = make_action()
    order = pay(order_of())
    take(order.vouchers.get(), 25_00)
    assert balances()[f"redeemed:{order.offer.business_id}"] == -25_00
    assert open_and_promised(order, action) == (0, 5_00, 0)


def test_a_chargeback_takes_both_parts_off_an_unused_voucher(in_kiel: RegionCard) -> None:
    action = make_action()
    order = pay(order_of())
    charged_back(order, 20_00)
    assert order.vouchers.get().left_cents == 0
    assert (left(action), open_and_promised(order, action)) == (100_00, (0, 0, 0))
    assert agrees(action)


def test_a_chargeback_of_what_was_spent_is_a_claim_of_both_parts(in_kiel: RegionCard) -> None:
    action = make_action()
    order = pay(order_of())
    take(order.vouchers.get(), 10_00)
    charged_back(order, 20_00)
    assert open_and_promised(order, action) == (0, 0, 10_00)
    assert (left(action), claim_cents(order)) == (100_00, 10_00)


def test_parts_of_a_chargeback_take_their_part_of_the_subsidy_to_the_cent(in_kiel: RegionCard) -> None:
    action = make_action(rate_percent=33)
    order = pay(order_of(quantity=2))  # 40 € and 13,20 €
    charged_back(order, 7_77)
    assert lines_of(order)[-1] == ("block", -2_56)
    charged_back(order, 12_23)
    charged_back(order, 20_00)
    assert (sum(cents for _kind, cents in lines_of(order)), left(action)) == (0, 100_00)
    assert open_and_promised(order, action) == (0, 0, 0)


def test_a_dispute_that_is_won_brings_both_parts_again(in_kiel: RegionCard) -> None:
    action = make_action()
    order = pay(order_of())
    charged_back(order, 20_00)
    recovered(order, 20_00)
    voucher = order.vouchers.get()
    assert (voucher.left_cents, voucher.blocked_at) == (25_00, None)
    assert (left(action), open_and_promised(order, action)) == (95_00, (25_00, 5_00, 0))
    assert agrees(action)


def test_a_dispute_won_when_the_budget_is_empty_brings_what_is_left_of_it(in_kiel: RegionCard) -> None:
    action = make_action(budget_cents=7_00)
    order = pay(order_of())
    charged_back(order, 20_00)
    pay(order_of(key="b", email="jan@example.org"))
    recovered(order, 20_00)
    assert (order.vouchers.get().left_cents, left(action)) == (22_00, 0)
    assert agrees(action)


def test_a_refund_that_crosses_a_chargeback_gives_the_region_its_part_once(in_kiel: RegionCard) -> None:
    action = make_action()
    order = pay(order_of())
    assert withdraw(order.vouchers.get())
    charged_back(order, 20_00)  # while the refund is on its way
    arrive(order)
    assert subsidy_of(order).back_cents == 5_00
    assert (left(action), open_and_promised(order, action), claim_cents(order)) == (100_00, (0, 0, 20_00), 20_00)
    assert agrees(action)
