"""The text of a GiroCode (EPC069-12): a banking app fills in the transfer from it."""

from __future__ import annotations

from billing.subscriptions.document import InvoiceDocument


def girocode(document: InvoiceDocument) -> str:
    """Version 2, UTF-8, with the creditor reference instead of free words."""
    seller = document.seller
    amount = f"EUR{document.gross_cents // 100}.{document.gross_cents % 100:02d}"
    lines = ("BCD", "002", "1", "SCT", seller.bic, seller.name[:70], seller.iban.replace(" ", ""), amount, "")
    return "\n".join([*lines, document.reference])
