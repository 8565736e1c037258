"""What others do at the sandbox: buyers pay or give up, banks charge back, staff refund in the dashboard."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from billing.providers.sandbox.models import SandboxCharge, SandboxCheckout


def new_ref(kind: str) -> str:
    return f"{kind}_{secrets.token_hex(12)}"


def pay(checkout: SandboxCheckout, *, times: int = 1) -> None:
    """The buyer pays; twice for those who pressed the button in two tabs. An expired page takes money all the same."""
    now = timezone.now()
    SandboxCharge.objects.bulk_create(
        SandboxCharge(checkout=checkout, ref=new_ref("ch"), amount_cents=checkout.amount_cents, paid_at=now)
        for _ in range(times)
    )
    SandboxCheckout.objects.filter(pk=checkout.pk).update(pays_at=None)


def pay_later(checkout: SandboxCheckout) -> None:
    """The buyer promises; the money comes after ``settings.SANDBOX_LATE_SECONDS``, even if the page expires before."""
    SandboxCheckout.objects.filter(pk=checkout.pk).update(
        pays_at=timezone.now() + timedelta(seconds=settings.SANDBOX_LATE_SECONDS)
    )


@transaction.atomic
def settle_due(checkout: SandboxCheckout) -> None:
    """Promised money arrives once its time has come."""
    if checkout.pays_at is None or checkout.pays_at > timezone.now():
        return
    locked = SandboxCheckout.objects.select_for_update().get(pk=checkout.pk)
    if locked.pays_at is not None:
        pay(locked)
    checkout.refresh_from_db()


def decline(checkout: SandboxCheckout) -> None:
    """The bank says no; the buyer may try again."""
    SandboxCheckout.objects.filter(pk=checkout.pk).update(declined_at=timezone.now())


def abort(checkout: SandboxCheckout) -> None:
    """The buyer goes back to the shop. Nothing can be paid here any more."""
    SandboxCheckout.objects.filter(pk=checkout.pk, charges=None).update(cancelled_at=timezone.now(), pays_at=None)


@transaction.atomic
def dispute(charge: SandboxCharge) -> None:
    """The buyer's bank takes back all that the charge still has."""
    charge = SandboxCharge.objects.select_for_update().get(pk=charge.pk)
    if charge.disputed_at is None and refundable_cents(charge) > 0:
        charge.disputed_at, charge.disputed_cents = timezone.now(), refundable_cents(charge)
        charge.save(update_fields=["disputed_at", "disputed_cents"])


@transaction.atomic
def decide_dispute(charge: SandboxCharge, *, won: bool) -> None:
    """The buyer's bank decides; the money of a dispute that was won is back."""
    undecided = SandboxCharge.objects.filter(pk=charge.pk, dispute_won_at=None, dispute_lost_at=None)
    undecided.exclude(disputed_cents=0).update(**{"dispute_won_at" if won else "dispute_lost_at": timezone.now()})


def dispute_all(checkout: SandboxCheckout) -> None:
    for charge in checkout.charges.order_by("pk"):
        dispute(charge)


def decide_all(checkout: SandboxCheckout, *, won: bool) -> None:
    for charge in checkout.charges.order_by("pk"):
        decide_dispute(charge, won=won)


def dispute_ref(charge: SandboxCharge) -> str:
    return f"dispute-{charge.ref}"


def refundable_cents(charge: SandboxCharge) -> int:
    """What can still go back of a charge, in cents."""
    back = charge.refunds.filter(failed_at=None).aggregate(cents=Sum("amount_cents"))["cents"] or 0
    return charge.amount_cents - int(back) - (0 if charge.dispute_won_at else charge.disputed_cents)
