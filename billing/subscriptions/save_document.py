"""Keep a document as a row that nobody changes any more."""

from __future__ import annotations

from datetime import datetime

from billing.subscriptions.arithmetic import check
from billing.subscriptions.document import InvoiceDocument
from billing.subscriptions.models import Invoice, InvoiceKind, Period
from kreislauf.audit.actor import Actor


def save_document(
    document: InvoiceDocument,
    *,
    region_id: int,
    issuer: str,
    sequence: int,
    key: str,
    by: Actor,
    at: datetime,
    period: Period | None = None,
    corrects: Invoice | None = None,
) -> Invoice:
    """In the transaction that took the number. Refuses with ``DoesNotAddUp``."""
    check(document)
    return Invoice.objects.create(
        kind=InvoiceKind.CREDIT_NOTE if document.is_credit_note else InvoiceKind.INVOICE,
        region_id=region_id,
        period=period,
        corrects=corrects,
        number=document.number,
        issuer=issuer,
        year=document.issued_on.year,
        sequence=sequence,
        reference=document.reference,
        key=key,
        buyer_name=document.buyer.name,
        issued_at=at,
        issued_on=document.issued_on,
        issued_by=str(by)[:254],
        due_on=document.due_on,
        net_cents=document.net_cents,
        vat_cents=document.vat_cents,
        gross_cents=document.gross_cents,
        document=document.as_json(),
    )
