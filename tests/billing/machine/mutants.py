"""Small mistakes that somebody could make one day. The sentences must notice each of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from billing.ledger.accounts import money, through
from billing.ledger.post import post
from billing.payments import chargeback as chargebacks
from billing.payments import converge, refund, schedule, send_refund, state, take
from billing.payments.lock import lock_payments
from billing.payments.models import Attempt, AttemptState, Charge, Refund, Refunds
from billing.providers.base import ProviderState
from kreislauf import house
from marketplace.vouchers import block
from marketplace.vouchers.offers import stock
from marketplace.vouchers.orders import issue
from marketplace.vouchers.withdrawal import withdraw
from tests.declared import declare

Mutate = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Mutant:
    """A mistake, in a sentence."""

    says: str
    mutate: Mutate

    def __str__(self) -> str:
        return self.says

    @property
    def name(self) -> str:
        return self.mutate.__name__


MUTANTS: list[Mutant] = []


def mistake(mutate: Mutate) -> Mutate:
    MUTANTS.append(Mutant(str(mutate.__doc__).strip(), mutate))
    return mutate


def put_in_place(patch: pytest.MonkeyPatch, original: Any, mutant: Any) -> None:
    """Replace a function wherever it was imported to."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("billing.", "marketplace.")):
            for attribute, value in list(vars(module).items()):
                if value is original:
                    patch.setattr(module, attribute, mutant)


def put_in_purpose(patch: pytest.MonkeyPatch, purpose: str = "voucher", **verbs: Any) -> None:
    """Replace verbs that a slice declares: billing calls those, whatever their modules hold."""
    ours = house.purpose(purpose)
    (owner,) = [one for one in house.slices() if one.purpose is ours]
    declare(patch, replace(owner, purpose=replace(ours, **verbs)), instead_of=[owner])


@mistake
def no_lock(patch: pytest.MonkeyPatch) -> None:
    """The payments of an order are read without a lock"""

    def unlocked(purpose: str, order_id: int) -> list[Attempt]:
        return list(Attempt.objects.of(purpose, order_id).order_by("pk"))

    put_in_place(patch, lock_payments, unlocked)


@mistake
def second_charge_overlooked(patch: pytest.MonkeyPatch) -> None:
    """A second charge is overlooked"""
    real = take.take_charges

    def first_only(attempt: Attempt, reported: ProviderState, *, at: datetime) -> None:
        if not attempt.charges.exists():
            real(attempt, replace(reported, charges=reported.charges[:1]), at=at)

    def of_known(attempt: Attempt, reported: ProviderState, *, at: datetime) -> None:
        known = set(attempt.charges.values_list("provider_ref", flat=True))
        charged_back_really(
            attempt,
            replace(
                reported,
                refunds=tuple(found for found in reported.refunds if found.charge_ref in known),
                disputes=tuple(found for found in reported.disputes if found.charge_ref in known),
            ),
            at=at,
        )

    charged_back_really = chargebacks.record_chargebacks
    put_in_place(patch, take.take_charges, first_only)
    put_in_place(patch, chargebacks.record_chargebacks, of_known)


@mistake
def second_charge_taken(patch: pytest.MonkeyPatch) -> None:
    """Every charge counts as taken for the order"""
    real = take._is_taken

    def always(*args: Any, **more: Any) -> bool:
        real(*args, **more)
        return True

    patch.setattr(take, "_is_taken", always)


@mistake
def reserve_per_order(patch: pytest.MonkeyPatch) -> None:
    """A refund is reserved for the order instead of the voucher"""
    real = refund.request_refund

    def per_order(*, purpose: str, order_id: int, **more: Any) -> Refund:
        known = Refund.objects.not_failed().filter(
            charge__attempt__order_id=order_id, charge__taken=True, subject_id__isnull=False
        )
        return known.first() or real(purpose=purpose, order_id=order_id, **more)

    put_in_place(patch, refund.request_refund, per_order)


@mistake
def surplus_eats_vouchers(patch: pytest.MonkeyPatch) -> None:
    """The dispute of a second payment eats the vouchers of the first"""
    real = chargebacks._write_down

    def eats(attempt: Attempt, charge: Charge, *, cents: int, at: datetime, **more: Any) -> None:
        real(attempt, charge, cents=cents, at=at, **more)
        if not charge.taken and Charge.objects.filter(attempt__order_id=attempt.order_id, taken=True).exists():
            block.block_charged_back(attempt.order_id, amount_cents=cents, at=at)

    patch.setattr(chargebacks, "_write_down", eats)


@mistake
def booked_twice(patch: pytest.MonkeyPatch) -> None:
    """A payment is booked again each time somebody looks"""
    real = converge._apply

    def twice(attempt: Attempt, reported: ProviderState, *, at: datetime) -> None:
        seen = attempt.charges.filter(taken=True).first()
        real(attempt, reported, at=at)
        if seen is not None:
            account = money(attempt.provider, attempt.merchant_id)
            lines = [(account, seen.amount_cents), (through("voucher"), -seen.amount_cents)]
            post(f"charge:{seen.pk}:{uuid4()}", at=at, memo="", lines=lines)

    patch.setattr(converge, "_apply", twice)


@mistake
def stock_kept(patch: pytest.MonkeyPatch) -> None:
    """An order that nobody paid keeps its pieces"""
    put_in_place(patch, stock.return_stock, lambda offer_id, *, quantity: None)


@mistake
def late_order_free(patch: pytest.MonkeyPatch) -> None:
    """An order paid late takes nothing off the shelf"""
    patch.setattr(issue, "take_stock", lambda offer_id, *, quantity: True)


@mistake
def new_key_each_time(patch: pytest.MonkeyPatch) -> None:
    """A refund is sent under a new name each time"""
    real = send_refund._send

    def renamed(row: Refund, attempt: Attempt, *, at: datetime) -> None:
        row.key = uuid4()
        real(row, attempt, at=at)

    patch.setattr(send_refund, "_send", renamed)


@mistake
def reserve_lost(patch: pytest.MonkeyPatch) -> None:
    """A refund that fails does not give the reserve back"""
    real = withdraw.finish_refund

    def only_good_news(subject_id: int, *, succeeded: bool, **more: Any) -> None:
        if succeeded:
            real(subject_id, succeeded=succeeded, **more)

    put_in_purpose(patch, refunded=only_good_news)


@mistake
def not_reserved(patch: pytest.MonkeyPatch) -> None:
    """A voucher on its way back can still be spent"""
    patch.setattr(withdraw, "reserve", lambda voucher, *, at: None)


@mistake
def decided_is_over(patch: pytest.MonkeyPatch) -> None:
    """A payment that was decided is not looked at again"""

    def never(attempt: Attempt, *, at: datetime) -> datetime | None:
        return schedule.next_check(attempt, at=at) if attempt.is_undecided else None

    patch.setattr(converge, "next_check", never)


@mistake
def goes_back(patch: pytest.MonkeyPatch) -> None:
    """Old news move a payment back"""
    real = state.move

    def to_any(attempt: Attempt, to: AttemptState, *, at: datetime) -> bool:
        if attempt.state == to:
            return False
        attempt.state = AttemptState.CREATED
        return real(attempt, to, at=at)

    put_in_place(patch, real, to_any)


@mistake
def not_repaired(patch: pytest.MonkeyPatch) -> None:
    """A payment whose start was cut short is not taken up again"""
    patch.setattr(converge, "start", lambda attempt, *, at: attempt)


@mistake
def refunds_not_swept(patch: pytest.MonkeyPatch) -> None:
    """Refunds that the queue lost stay where they are"""
    patch.setattr(Refunds, "due", lambda self, at: self.none())


@mistake
def claim_forgotten(patch: pytest.MonkeyPatch) -> None:
    """A voucher whose refund failed can be spent although the bank has the money back"""
    put_in_place(patch, block.settle_claim, lambda order_id, *, at: None)
