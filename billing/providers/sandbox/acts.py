"""The buttons of the sandbox's page: what each is called and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing.providers.sandbox import world as world
from billing.providers.sandbox.models import SandboxCheckout


@dataclass(frozen=True, slots=True)
class Act:
    value: str
    label: str | Promise
    effect: str | Promise
    do: Callable[[SandboxCheckout], None]
    stays: bool = False  # the buyer is still on the page afterwards


PAY = Act("pay", _("Bezahlen"), _("Das Geld ist sofort da."), world.pay)
OTHERS = (
    Act(
        "decline",
        _("Zahlung ablehnen"),
        _("Die Bank sagt Nein; ein neuer Versuch ist möglich."),
        world.decline,
        stays=True,
    ),
    Act("abort", _("Abbrechen"), _("Die Zahlung ist beendet, die Bestellung bleibt unbezahlt."), world.abort),
    Act("later", _("Später bezahlen"), _("Das Geld kommt ein paar Sekunden nach der Rückkehr."), world.pay_later),
    Act(
        "twice",
        _("Zweimal bezahlen"),
        _("Wie aus zwei Fenstern: Die zweite Zahlung geht zurück."),
        lambda c: world.pay(c, times=2),
    ),
)
# What becomes of a payment when the buyer's bank asks for it back.
DISPUTE = Act(
    "dispute", _("Bank holt das Geld zurück"), _("Der Betrieb kann noch gewinnen."), world.dispute_all, stays=True
)
DECISIONS = (
    Act("won", _("Einspruch gewonnen"), _("Das Geld ist wieder da."), partial(world.decide_all, won=True), stays=True),
    Act("lost", _("Einspruch verloren"), _("Das Geld ist weg."), partial(world.decide_all, won=False), stays=True),
)
ACTS = {act.value: act for act in (PAY, *OTHERS)}


def acts_afterwards(checkout: SandboxCheckout) -> tuple[Act, ...]:
    """What may happen to a payment that came in."""
    charges = list(checkout.charges.all())
    if any(charge.disputed_cents and not (charge.dispute_won_at or charge.dispute_lost_at) for charge in charges):
        return DECISIONS
    return (DISPUTE,) if any(not charge.disputed_cents for charge in charges) else ()
