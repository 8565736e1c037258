"""Credit an invoice, in part or whole: a document of its own that names the invoice (§ 31 Abs. 5 UStDV)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from billing.subscriptions.arithmetic import Sums, line, sums
from billing.subscriptions.document import InvoiceDocument, document_of
from billing.subscriptions.models import Invoice, InvoiceKind
from billing.subscriptions.save_document import save_document
from billing.subscriptions.series import next_number
from kreislauf.audit.actor import Actor
from kreislauf.soon import soon
from tenants.logbook.record import log_operation


class NothingLeft(Exception):
    """The invoice is credited in full already, or is itself a credit note."""


class MoreThanInvoiced(Exception):
    """``left_cents`` (net) is what can still be credited."""

    def __init__(self, left_cents: int) -> None:
        super().__init__(left_cents)
        self.left_cents = left_cents


def credit(invoice: Invoice, *, net_cents: int, reason: str, key: str, by: Actor, at: datetime) -> Invoice:
    """Credit a part, net. A repeated ``key`` returns the first credit note.

    Refuses with ``NothingLeft`` and ``MoreThanInvoiced``.
    """
    with transaction.atomic():
        invoice = _locked(invoice)
        if (written := invoice.credit_notes.filter(key=key).first()) is not None:
            return written
        left = _left(invoice)
        if net_cents > left.net_cents:
            raise MoreThanInvoiced(left.net_cents)
        if net_cents == left.net_cents:
            return _cancelled(invoice, left, reason=reason, key=key, by=by, at=at)
        part = sums([line("", price_cents=net_cents)], basis_points=invoice.document["vat_basis_points"])
        return _write(invoice, part, reason=reason, key=key, by=by, at=at)


def cancel(invoice: Invoice, *, reason: str, key: str, by: Actor, at: datetime) -> Invoice:
    """Credit all that is left, so that nothing of the invoice stands; its period may then be invoiced anew.

    A repeated ``key`` returns the first credit note. Refuses with ``NothingLeft``.
    """
    with transaction.atomic():
        invoice = _locked(invoice)
        if (written := invoice.credit_notes.filter(key=key).first()) is not None:
            return written
        return _cancelled(invoice, _left(invoice), reason=reason, key=key, by=by, at=at)


def _locked(invoice: Invoice) -> Invoice:
    found = Invoice.objects.select_for_update().get(pk=invoice.pk)
    if found.is_credit_note:
        raise NothingLeft
    return found


def _left(invoice: Invoice) -> Sums:
    gone = invoice.credit_notes.aggregate(net=Sum("net_cents", default=0), vat=Sum("vat_cents", default=0))
    net, vat = invoice.net_cents - gone["net"], invoice.vat_cents - gone["vat"]
    if not net:
        raise NothingLeft
    return Sums(net, vat, net + vat)


def _cancelled(invoice: Invoice, left: Sums, *, reason: str, key: str, by: Actor, at: datetime) -> Invoice:
    note = _write(invoice, left, reason=reason, key=key, by=by, at=at)
    Invoice.objects.filter(pk=invoice.pk, cancelled_at__isnull=True).update(cancelled_at=at)
    return note


def _write(invoice: Invoice, amount: Sums, *, reason: str, key: str, by: Actor, at: datetime) -> Invoice:
    said, on = document_of(invoice.document), timezone.localdate(at)
    number = next_number(invoice.issuer, year=on.year, kind=InvoiceKind.CREDIT_NOTE)
    document = InvoiceDocument(
        number=number.text,
        is_credit_note=True,
        issued_on=on,
        seller=said.seller,
        buyer=said.buyer,
        lines=(line(said.lines[0].title, price_cents=amount.net_cents, description=reason),),
        vat_basis_points=said.vat_basis_points,
        net_cents=amount.net_cents,
        vat_cents=amount.vat_cents,
        gross_cents=amount.gross_cents,
        begins_on=said.begins_on,
        ends_on=said.ends_on,
        corrects_number=invoice.number,
        corrects_on=invoice.issued_on,
        reason=reason,
    )
    note = save_document(
        document,
        region_id=invoice.region_id,
        issuer=invoice.issuer,
        sequence=number.sequence,
        corrects=invoice,
        key=key,
        by=by,
        at=at,
    )
    log_operation("invoice.credited", note.number, by=by, at=at, region_id=note.region_id, reason=reason)
    soon("billing.subscriptions.tasks.finish_invoice", pk=note.pk)
    return note
