"""What happens at the provider, in front of its page and behind our back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.utils import timezone

from billing.payments.converge import converge
from billing.payments.models import Attempt
from billing.providers.sandbox import world as world
from billing.providers.sandbox.models import SandboxCharge, SandboxCheckout
from tests.billing import outside

if TYPE_CHECKING:
    from tests.billing.machine.town import Act, Town


def at_the_page(town: Town) -> Act | None:
    page = town.any(SandboxCheckout.objects.all())
    if page is None:
        return None
    deed = town.random.choices(
        ["pay", "twice", "decline", "abort", "later", "arrives", "expires"], [6, 2, 1, 2, 2, 3, 5]
    )[0]
    if page.charges.count() > 2 or (page.cancelled_at and deed != "pay"):
        return None
    slow = town.random.random() < town.slow_banks
    return town.outside(partial(_deed, page, deed, slow), page)


def _deed(page: SandboxCheckout, deed: str, slow: bool) -> None:
    if deed in ("pay", "twice"):
        world.pay(page, times=2 if deed == "twice" else 1)
        if slow:
            page.charges.update(holds_refunds=True)
    elif deed == "decline":
        world.decline(page)
    elif deed == "abort":
        world.abort(page)
    elif deed == "later" and not page.charges.exists():
        world.pay_later(page)
    elif deed == "arrives":
        SandboxCheckout.objects.filter(pk=page.pk, pays_at__isnull=False).update(pays_at=timezone.now())
    elif deed == "expires":
        outside.expire(page)


def behind_our_back(town: Town) -> Act | None:
    charge = town.any(SandboxCharge.objects.select_related("checkout"))
    if charge is None:
        return None
    deed = town.random.choice(["refund", "dispute", "end", "end"])
    cents = town.random.choice([500, 2500, charge.amount_cents])
    return town.outside(partial(_deed_behind_our_back, charge, deed, cents), charge.checkout)


def _deed_behind_our_back(charge: SandboxCharge, deed: str, cents: int) -> None:
    if deed == "refund":
        outside.refund_outside(charge, amount_cents=cents)
    elif deed == "dispute":
        world.dispute(charge)
    else:
        for refund in charge.refunds.all():
            outside.end_refund(refund, succeeded=cents != 500)


def pay_and_look(town: Town) -> Act | None:
    page = town.any(SandboxCheckout.objects.filter(charges=None, cancelled_at=None))
    if page is None:
        return None

    def act() -> None:
        world.pay(page)
        converge(Attempt.objects.get(key=page.key).pk, at=town.now)

    return act
