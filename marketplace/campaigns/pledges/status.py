"""How a pledge stands: for its backer, and for those who look after it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.payments.models import Attempt, AttemptState, Charge, Refund
from marketplace.campaigns.models import PURPOSE, Pledge, PledgeKind
from marketplace.campaigns.pledges.parts import is_voucher


class PledgeState(models.TextChoices):
    """As the business and staff read it, each with the colour of its badge."""

    WAITING = "waiting", _("wartet auf Zahlung")
    PROMISED = "promised", _("zugesagt")
    PAID = "paid", _("bezahlt")
    SENT = "sent", _("verschickt")
    RECEIVED = "received", _("angekommen")
    REFUNDING = "refunding", _("Erstattung läuft")
    REFUNDED = "refunded", _("erstattet")
    CHARGED_BACK = "charged_back", _("zurückgebucht")
    EXPIRED = "expired", _("nicht bezahlt")

    @property
    def colour(self) -> str:
        return _COLOURS[self]


_COLOURS = {
    PledgeState.WAITING: "warning",
    PledgeState.PROMISED: "info",
    PledgeState.PAID: "success",
    PledgeState.SENT: "success",
    PledgeState.RECEIVED: "success",
    PledgeState.REFUNDING: "warning",
    PledgeState.REFUNDED: "info",
    PledgeState.CHARGED_BACK: "danger",
    PledgeState.EXPIRED: "info",
}


def state_of(pledge: Pledge) -> PledgeState:
    """Told from its dates."""
    if pledge.paid_at is None:
        if pledge.is_closed:
            return PledgeState.EXPIRED
        waiting = pledge.kind == PledgeKind.PAID or pledge.promised_at is None
        return PledgeState.WAITING if waiting else PledgeState.PROMISED
    if pledge.refunded_at:
        return PledgeState.REFUNDED
    if pledge.refund_pending_at:
        return PledgeState.REFUNDING
    if pledge.charged_back_cents:
        return PledgeState.CHARGED_BACK
    if pledge.received_at:
        return PledgeState.RECEIVED
    return PledgeState.SENT if pledge.sent_at else PledgeState.PAID


def payment_state(pledge: Pledge, attempts: list[Attempt]) -> str:
    """What the backer reads: paid, withdrawn, or how its payment stands, told from the tries to pay, newest last."""
    if pledge.paid_at:
        return "withdrawn" if pledge.refund_pending_at or pledge.refunded_at else "paid"
    states = [attempt.state for attempt in attempts]
    if not pledge.is_closed:
        if AttemptState.PROCESSING in states:
            return "processing"
        # Without an address the provider has not answered yet; the sweeper goes on asking.
        return "waiting" if any(one.checkout_url and one.is_undecided for one in attempts) else "away"
    if AttemptState.SUCCEEDED in states or Charge.objects.filter(attempt__in=attempts).exists():
        return "returned"
    return "declined" if states[-1:] == [AttemptState.FAILED] else "expired"


def attempts_of(pledge: Pledge) -> list[Attempt]:
    return list(Attempt.objects.of(PURPOSE, pledge.pk).order_by("pk"))


def overpayments_of(pledge: Pledge) -> list[Refund]:
    """What came in without being owed, a second payment above all, and how its way back stands."""
    charges = Charge.objects.filter(attempt__purpose=PURPOSE, attempt__order_id=pledge.pk, taken=False)
    return list(Refund.objects.filter(charge__in=charges, subject_id__isnull=True).order_by("pk"))


def is_to_send(pledge: Pledge) -> bool:
    """Whether the business still owes something that it gives by itself. Needs the reward."""
    return pledge.reward is not None and not is_voucher(pledge) and pledge.is_paid and pledge.sent_at is None
