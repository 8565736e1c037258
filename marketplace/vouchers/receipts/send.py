"""Send a receipt by mail."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.mail.outbox import outbox
from marketplace.vouchers.models import Redemption
from marketplace.vouchers.receipts.emails import receipt

MOST = 3  # of one redemption: a till is no way to write to strangers


class NotSent(Exception):
    """No mail goes out; each reason is a class of its own."""


class TooMany(NotSent):
    """It was sent often enough."""


class WasReversed(NotSent):
    """The redemption was taken back: there is nothing to confirm."""


@transaction.atomic
def send_receipt(redemption: Redemption, *, to: str, by: Actor, at: datetime) -> None:
    """The address stands in the outbox until the mail has left, and nowhere after. Refuses with a class of NotSent."""
    found = Redemption.objects.select_for_update(of=("self",)).select_related("voucher").get(pk=redemption.pk)
    if hasattr(found, "reversal"):
        raise WasReversed
    if outbox().of(found).filter(kind=receipt.name).count() >= MOST:
        raise TooMany
    receipt.queue(found, to=to)
    record("redemption.receipt_sent", found.voucher, by=by, at=at, amount_cents=found.amount_cents)
