"""Write the files of an invoice, once."""

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
