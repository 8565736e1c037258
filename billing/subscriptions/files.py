"""The files of an invoice: written once, kept as they were sent."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from billing.subscriptions.document import document_of
from billing.subscriptions.einvoice.cii import cii
from billing.subscriptions.einvoice.pdf import invoice_pdf
from billing.subscriptions.models import Invoice, InvoiceFile


def write_files(invoice: Invoice, *, at: datetime) -> bool:
    """XML and PDF from the invoice's row, both or none. Returns whether it wrote them; repeated, they stay."""
    if invoice.files.exists():
        return False
    document = document_of(invoice.document)
    xml = cii(document)
    contents = {"xml": xml, "pdf": invoice_pdf(document, xml, created=invoice.issued_at)}
    try:
        with transaction.atomic():
            for kind, content in contents.items():
                InvoiceFile.objects.create(
                    invoice=invoice,
                    kind=kind,
                    content=content,
                    sha256=hashlib.sha256(content).hexdigest(),
                    written_at=at,
                )
    except IntegrityError:  # another worker was faster; both would have written the same bytes
        return False
    return True


def file_name(invoice: Invoice, kind: str) -> str:
    """``korrektur-RE-2026-K00001.xml``"""
    word = "korrektur" if invoice.is_credit_note else "rechnung"
    return f"{word}-{invoice.number}.{kind}"


def file_content(invoice: Invoice, kind: str) -> bytes | None:
    """None while it is being written."""
    found = invoice.files.filter(kind=kind).values_list("content", flat=True).first()
    return None if found is None else bytes(found)
