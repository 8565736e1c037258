"""Ask for what is overdue: a reminder, then two dunning letters, each after the days that operators have set."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from billing.subscriptions import emails
from billing.subscriptions.models import Invoice, Reminder, Seller
from billing.subscriptions.models.payment import Level
from billing.subscriptions.models.seller import seller
from kreislauf.audit.record import SYSTEM
from tenants.logbook.record import log_operation


def remind(invoice: Invoice, *, at: datetime) -> Reminder | None:
    """Send the next letter if its day has come and something is still open; at most one a call."""
    on = timezone.localdate(at)
    with transaction.atomic():
        # A payment or a credit note that comes at the same moment is counted before or after, never in between.
        invoice = Invoice.objects.select_for_update(of=("self",)).select_related("balance").get(pk=invoice.pk)
        step = _next_step(invoice, seller())
        if step is None or step[1] > on or invoice.balance.open_cents <= 0:
            return None
        sent = Reminder.objects.create(
            invoice=invoice,
            level=step[0],
            sent_on=on,
            open_cents=invoice.balance.open_cents,
            due_on=on + timedelta(days=step[2]),
        )
        emails.reminder.queue(sent, to=invoice.document["buyer"]["email"])
        log_operation(
            "invoice.reminded", invoice.number, by=SYSTEM, at=at, region_id=invoice.region_id, level=sent.level
        )
    return sent


def _next_step(invoice: Invoice, rules: Seller) -> tuple[Level, date, int] | None:
    """Level, the day from which it is sent, and how many days it gives. None after the last one."""
    last = invoice.reminders.order_by("-level").first()
    if last is None:
        due = invoice.due_on
        first = due + timedelta(days=rules.reminder_days) if due else None
        return (Level.REMINDER, first, rules.first_dunning_days) if first else None
    if last.level == Level.REMINDER:
        return Level.FIRST, last.sent_on + timedelta(days=rules.first_dunning_days + 1), rules.second_dunning_days
    if last.level == Level.FIRST:
        return Level.SECOND, last.sent_on + timedelta(days=rules.second_dunning_days + 1), rules.second_dunning_days
    return None


def to_remind(*, on: date) -> list[int]:
    """Ids of the invoices that may be due for a letter, the longest overdue first."""
    overdue = Invoice.objects.overdue(on - timedelta(days=seller().reminder_days - 1))
    return list(overdue.exclude(reminders__level=Level.SECOND).order_by("due_on", "pk").values_list("pk", flat=True))
