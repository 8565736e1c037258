"""Invoices as their lists show them: found by words, filtered by state, each with a badge."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from billing.subscriptions.models import Invoice, InvoiceKind

OPEN, OVERDUE, PAID, OWED_BACK, CREDITS = "offen", "ueberfaellig", "bezahlt", "guthaben", "korrekturen"


class Badge(NamedTuple):
    text: str
    kind: str = ""


def states() -> dict[str, str]:
    return {
        "": _("Alle"),
        OPEN: _("Offen"),
        OVERDUE: _("Überfällig"),
        PAID: _("Erledigt"),
        OWED_BACK: _("Guthaben"),
        CREDITS: _("Rechnungskorrekturen"),
    }


def found_invoices(words: str, state: str, *, on: date) -> QuerySet[Invoice]:
    """Newest first."""
    found = Invoice.objects.select_related("balance")
    if state == OPEN:
        found = found.filter(balance__open_cents__gt=0)
    elif state == OVERDUE:
        found = found.filter(balance__open_cents__gt=0, due_on__lt=on)
    elif state == PAID:
        found = found.filter(kind=InvoiceKind.INVOICE, balance__open_cents=0)
    elif state == OWED_BACK:
        found = found.filter(balance__open_cents__lt=0)
    elif state == CREDITS:
        found = found.filter(kind=InvoiceKind.CREDIT_NOTE)
    for word in words.split()[:5]:
        found = found.filter(Q(number__icontains=word) | Q(buyer_name__icontains=word) | Q(reference__icontains=word))
    return found.order_by("-issued_on", "-pk")


def badge_of(invoice: Invoice, *, on: date) -> Badge:
    """How it stands with an invoice, in a word."""
    if invoice.is_credit_note:
        return Badge(_("Korrektur"), "info")
    balance = invoice.balance
    if balance.owed_back_cents:
        return Badge(_("Guthaben"), "warning")
    if invoice.is_cancelled:
        return Badge(_("storniert"))
    if not balance.open_cents:
        return Badge(_("bezahlt"), "success")
    if invoice.due_on is not None and invoice.due_on < on:
        return Badge(_("überfällig"), "danger")
    if balance.paid_cents or balance.credited_cents:
        return Badge(_("teils bezahlt"), "warning")
    return Badge(_("offen"), "warning")
