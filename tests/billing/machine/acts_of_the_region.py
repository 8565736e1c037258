"""What the region does with vouchers of its own: who takes part, what is settled, transferred, and came back."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from billing.bank.payer import Payer
from billing.bank.payouts.pay import mark_paid, mark_run_paid, withdraw_payment
from billing.bank.payouts.run import make_run, withdraw_run
from marketplace.regionwide.models import Participation, Run, Settlement
from marketplace.regionwide.payouts.kind import PAYOUTS
from marketplace.regionwide.payouts.settle import settle
from marketplace.regionwide.taking_part.change import approve, ask_to_take_part, end

if TYPE_CHECKING:
    from tests.billing.machine.town import Act, Town

IBAN = "DE89370400440532013000"
PAYER = Payer("Stadtkasse", IBAN)


def taking_part(town: Town) -> Act | None:
    """Out, and in again: most of the time it takes part."""
    one = town.any(Participation.objects.select_related("business"))
    if one is None:
        return None
    if one.ended_at:
        return partial(ask_to_take_part, one.business, name="Jansen", iban=IBAN, by="Jan", at=town.now)
    return partial(approve if one.is_asking else end, one, by="Ute", at=town.now)


def settling(town: Town) -> Act | None:
    before = town.random.choice([timedelta(0), timedelta(minutes=5)])
    return partial(settle, town.now - before, by="Ute", at=town.now)


def paying(town: Town) -> Act | None:
    one, run = town.any(Settlement.objects.all()), town.any(Run.objects.all())
    acts: list[Act] = [partial(make_run, PAYOUTS, PAYER, by="Ute", at=town.now)]
    if one is not None:
        back = partial(withdraw_payment, PAYOUTS, one, reason="Konto zu", leaves_file=True, by="Ute", at=town.now)
        acts += [partial(mark_paid, PAYOUTS, one, by="Ute", at=town.now), back]
    if run is not None:
        acts += [
            partial(withdraw_run, PAYOUTS, run, by="Ute", at=town.now),
            partial(mark_run_paid, PAYOUTS, run, by="Ute", at=town.now),
        ]
    return town.random.choice(acts)


def pay_everybody(town: Town) -> None:
    """At the end: everything is settled and paid, by people who click twice, and one bank sends its transfer back."""
    for _twice in range(2):
        settle(town.now, by="Ute", at=town.now)
    for number, one in enumerate(Settlement.objects.order_by("pk")):
        for _twice in range(2):
            mark_paid(PAYOUTS, one, by="Ute", at=town.now)
        if number == 0:
            withdraw_payment(PAYOUTS, one, reason="Konto zu", leaves_file=True, by="Ute", at=town.now)
            mark_paid(PAYOUTS, one, by="Ute", at=town.now)
