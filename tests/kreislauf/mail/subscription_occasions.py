"""What makes the platform write to those who pay for a region."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from billing.subscriptions import emails
from billing.subscriptions.models import Reminder, Subscription
from billing.subscriptions.write_files import write_files
from kreislauf.regions import RegionCard
from tests.billing.subscriptions.make import make_invoice, make_seller
from tests.make import NOON


def about_subscriptions(card: RegionCard) -> dict[str, Callable[[str], object]]:
    """By kind: queues one mail to an address."""
    make_seller()
    invoice = make_invoice(card.id)
    write_files(invoice, at=NOON)
    term = Subscription.objects.get(region_id=card.id).terms.get()
    reminder = Reminder.objects.create(
        invoice=invoice, level=3, sent_on=date(2026, 12, 24), open_cents=23681, due_on=date(2027, 1, 7)
    )
    return {
        "subscriptions.invoice": lambda to: emails.invoice.queue(invoice, to=to),
        "subscriptions.reminder": lambda to: emails.reminder.queue(reminder, to=to),
        "subscriptions.changed": lambda to: emails.changed.queue(term, to=to),
    }
