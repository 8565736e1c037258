"""The files of an invoice, as they were sent."""

from __future__ import annotations

from billing.subscriptions.models import Invoice


def file_name(invoice: Invoice, kind: str) -> str:
    """``korrektur-RE-2026-K00001.xml``"""
    word = "korrektur" if invoice.is_credit_note else "rechnung"
    return f"{word}-{invoice.number}.{kind}"


def file_content(invoice: Invoice, kind: str) -> bytes | None:
    """None while it is being written."""
    found = invoice.files.filter(kind=kind).values_list("content", flat=True).first()
    return None if found is None else bytes(found)
