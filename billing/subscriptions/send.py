"""Finish an invoice that was issued: its files first, then its mail. Each step is found again by the sweep."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.subscriptions import emails
from billing.subscriptions.models import Invoice
from billing.subscriptions.write_files import write_files


def finish(invoice: Invoice, *, at: datetime) -> bool:
    """Write the files and queue the mail, once. Returns whether the mail was queued now."""
    write_files(invoice, at=at)
    with transaction.atomic():
        # One statement decides who queues it, so that two workers send one mail.
        if not Invoice.objects.filter(pk=invoice.pk, mailed_at__isnull=True).update(mailed_at=at):
            return False
        emails.invoice.queue(invoice, to=invoice.document["buyer"]["email"])
    return True
