"""Vouchers are blocked by staff with a reason, or because their money was fetched back."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from billing.ledger.models import Entry
from billing.ledger.post import post
from kreislauf.audit.models import Entry as AuditEntry
from marketplace.vouchers.block import (
    AlreadyBlocked,
    ChargedBack,
    NotBlocked,
    ReasonMissing,
    block,
    block_charged_back,
    unblock,
)
from marketplace.vouchers.models import Order, Voucher
from marketplace.vouchers.restore import restore_recovered
from marketplace.vouchers.till.redeem import Blocked, redeem
from tests.make import NOON, make_offer, make_order, make_voucher

EARLIER = NOON - timedelta(days=1)

pytestmark = pytest.mark.usefixtures("in_kiel")


def test_a_blocked_voucher_keeps_its_balance_and_does_not_pay() -> None:
    voucher = make_voucher(value_cents=5000)

    block(voucher, reason="Als gestohlen gemeldet", by="Ute Brandt", at=NOON)

    voucher.refresh_from_db()
    assert (voucher.blocked_at, voucher.block_reason, voucher.left_cents) == (NOON, "Als gestohlen gemeldet", 5000)
    with pytest.raises(Blocked):
        redeem(voucher.code, by=voucher.business, actor="Jan", amount_cents=100, at=NOON, key="tap")
    unblock(voucher, by="Ute Brandt", at=NOON)
    redeem(voucher.code, by=voucher.business, actor="Jan", amount_cents=100, at=NOON, key="tap")
    actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["voucher.blocked", "voucher.unblocked", "voucher.redeemed"]


def test_blocking_refuses_what_does_not_fit() -> None:
    voucher = make_voucher()
    with pytest.raises(ReasonMissing):
        block(voucher, reason=" ", by="Ute", at=NOON)
    with pytest.raises(NotBlocked):
        unblock(voucher, by="Ute", at=NOON)
    block(voucher, reason="Verloren", by="Ute", at=NOON)
    with pytest.raises(AlreadyBlocked):
        block(voucher, reason="Verloren", by="Ute", at=NOON)


def test_no_words_of_staff_make_a_block_final() -> None:
    voucher = make_voucher()

    block(voucher, reason="Die Zahlung wurde zurückgeholt.", by="Ute", at=NOON)
    unblock(voucher, by="Ute", at=NOON)

    voucher.refresh_from_db()
    assert (voucher.blocked_at, voucher.block_reason) == (None, "")


def order_of_two(*, spent_cents: int) -> Order:
    """Two vouchers of 50 €, the first of which is spent in part; the books know of the sale."""
    order = make_order(offer=make_offer(price_cents=5000), quantity=2, fulfilled_at=NOON)
    business_id = order.offer.business_id
    post("issue", at=NOON, memo="", lines=[("money:sandbox", 10000), (f"open:{business_id}", -10000)])
    first = make_voucher(order=order, position=1)
    make_voucher(order=order, position=2)
    if spent_cents:
        redeem(first.code, by=first.business, actor="Jan", amount_cents=spent_cents, at=NOON, key="tap")
    return order


def charge_back(order: Order, amount_cents: int, *, key: str = "taken-back:1") -> None:
    post(key, at=NOON, memo="", lines=[("through:voucher", amount_cents), ("money:sandbox", -amount_cents)])
    block_charged_back(order.pk, amount_cents=amount_cents, at=NOON)


def win(order: Order, amount_cents: int) -> None:
    post("won:1", at=NOON, memo="", lines=[("money:sandbox", amount_cents), ("through:voucher", -amount_cents)])
    restore_recovered(order.pk, amount_cents=amount_cents, at=NOON)


def vouchers() -> list[tuple[int, datetime | None]]:
    return list(Voucher.objects.order_by("position").values_list("left_cents", "charged_back_at"))


def balances() -> dict[str, int]:
    sums: dict[str, int] = {}
    for account, cents in Entry.objects.values_list("account__code", "cents"):
        name = account.partition(":")[0]
        sums[name] = sums.get(name, 0) + cents
    return sums


def test_the_whole_payment_is_fetched_back() -> None:
    order = order_of_two(spent_cents=0)

    charge_back(order, 10000)

    assert vouchers() == [(0, NOON), (0, NOON)]
    assert balances() == {"through": 0, "open": 0, "money": 0}
    with pytest.raises(ChargedBack):
        unblock(Voucher.objects.all()[0], by="Ute", at=NOON)


def test_what_was_spent_is_a_claim_against_the_business() -> None:
    order = order_of_two(spent_cents=3000)

    charge_back(order, 10000)

    assert vouchers() == [(0, NOON), (0, NOON)]
    assert balances() == {"through": 0, "open": 0, "redeemed": -3000, "claim": 3000, "money": 0}


def test_a_part_empties_the_first_voucher_and_leaves_the_rest_good() -> None:
    order = order_of_two(spent_cents=0)

    charge_back(order, 6000)
    assert vouchers() == [(0, NOON), (4000, None)]

    charge_back(order, 4000, key="taken-back:2")
    assert vouchers() == [(0, NOON), (0, NOON)]
    assert balances() == {"through": 0, "open": 0, "money": 0}


def test_the_reason_of_staff_outlives_a_chargeback() -> None:
    order = order_of_two(spent_cents=3000)
    first, second = order.vouchers.order_by("position")
    block(first, reason="Als gestohlen gemeldet", by="Ute", at=EARLIER)

    charge_back(order, 10000)

    blocks = Voucher.objects.order_by("position").values_list("blocked_at", "block_reason", "charged_back_at")
    assert list(blocks) == [(EARLIER, "Als gestohlen gemeldet", NOON), (NOON, "", NOON)]
    for voucher in (first, second):
        with pytest.raises(ChargedBack):
            unblock(voucher, by="Ute", at=NOON)


def test_a_later_chargeback_keeps_the_day_of_the_first() -> None:
    order = order_of_two(spent_cents=0)
    charge_back(order, 5000)
    first = order.vouchers.get(position=1)
    Voucher.objects.filter(pk=first.pk).update(blocked_at=EARLIER, charged_back_at=EARLIER)

    charge_back(order, 6000, key="taken-back:2")

    assert vouchers() == [(0, EARLIER), (0, NOON)]


def test_chargebacks_that_were_noted_in_a_sentence_are_noted_in_their_column() -> None:
    migration = import_module("marketplace.vouchers.migrations.0003_charged_back_by_column")
    order = order_of_two(spent_cents=0)
    by_sentence, by_staff = order.vouchers.order_by("position")
    Voucher.objects.filter(pk=by_sentence.pk).update(blocked_at=EARLIER, block_reason=migration.SENTENCE)
    block(by_staff, reason="Verloren", by="Ute", at=NOON)

    migration.note_chargebacks(apps, connection.schema_editor())

    blocks = Voucher.objects.order_by("position").values_list("blocked_at", "block_reason", "charged_back_at")
    assert list(blocks) == [(EARLIER, "", EARLIER), (NOON, "Verloren", None)]


def test_a_dispute_that_is_won_gives_everything_back() -> None:
    order = order_of_two(spent_cents=3000)
    before = balances()
    charge_back(order, 10000)

    win(order, 10000)

    assert vouchers() == [(2000, None), (5000, None)]
    assert list(Voucher.objects.values_list("blocked_at", flat=True)) == [None, None]
    assert balances() == {**before, "through": 0, "claim": 0}


def test_a_partial_loss_that_is_won_goes_back_to_the_voucher_that_gave_it() -> None:
    order = order_of_two(spent_cents=3000)
    charge_back(order, 2500)
    assert vouchers() == [(0, NOON), (4500, None)]

    win(order, 2500)

    assert vouchers() == [(2000, None), (5000, None)]


def test_what_staff_blocked_stays_blocked_when_the_dispute_is_won() -> None:
    order = order_of_two(spent_cents=0)
    block(Voucher.objects.get(position=1), reason="gestohlen", by="Ute", at=NOON - timedelta(hours=1))
    charge_back(order, 10000)

    win(order, 10000)

    assert [bool(one.blocked_at) for one in Voucher.objects.order_by("position")] == [True, False]


def test_a_half_won_dispute_settles_the_claim_first_and_the_vouchers_stay_blocked() -> None:
    order = order_of_two(spent_cents=3000)
    charge_back(order, 10000)

    win(order, 2000)

    assert vouchers() == [(0, NOON), (0, NOON)]
    assert balances()["claim"] == 1000
