"""What happens at the sandbox that no button of its page does: time passes, somebody works in its dashboard."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from billing.providers.sandbox.models import SandboxCharge, SandboxCheckout, SandboxRefund
from billing.providers.sandbox.world import new_ref, refundable_cents


def expire(checkout: SandboxCheckout) -> None:
    """Time passes until the page is over."""
    SandboxCheckout.objects.filter(pk=checkout.pk).update(expires_at=F("opened_at"))


@transaction.atomic
def refund_outside(charge: SandboxCharge, *, amount_cents: int) -> SandboxRefund | None:
    """Somebody refunds in the sandbox's own dashboard, at most what the charge still has. None if it has nothing."""
    charge = SandboxCharge.objects.select_for_update().get(pk=charge.pk)
    cents = min(amount_cents, refundable_cents(charge))
    if cents <= 0:
        return None
    return SandboxRefund.objects.create(
        charge=charge, key=new_ref("dashboard"), ref=new_ref("back"), amount_cents=cents, refunded_at=timezone.now()
    )


def hold_refunds(charge: SandboxCharge) -> None:
    """From now on refunds of this charge are on their way until ``end_refund``."""
    SandboxCharge.objects.filter(pk=charge.pk).update(holds_refunds=True)


def end_refund(refund: SandboxRefund, *, succeeded: bool) -> None:
    """A refund on its way arrives, or comes back because the account is closed."""
    SandboxRefund.objects.filter(pk=refund.pk, refunded_at=None, failed_at=None).update(
        **{"refunded_at" if succeeded else "failed_at": timezone.now()}
    )
