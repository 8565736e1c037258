"""The sums of an invoice by the rules of EN 16931 (BR-CO-10 to BR-CO-17), in integer cents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from billing.subscriptions.document import InvoiceDocument, Line

_WHOLE = 10_000  # basis points


class Sums(NamedTuple):
    net_cents: int
    vat_cents: int
    gross_cents: int


def vat_of(net_cents: int, basis_points: int) -> int:
    """VAT on a net amount, rounded half up to the cent (BR-CO-17)."""
    return (net_cents * basis_points + _WHOLE // 2) // _WHOLE


def line(title: str, *, price_cents: int, quantity: int = 1, description: str = "") -> Line:
    return Line(
        title=title,
        description=description,
        quantity=quantity,
        price_cents=price_cents,
        net_cents=quantity * price_cents,
    )


def sums(lines: Sequence[Line], *, basis_points: int) -> Sums:
    """VAT is computed once on the sum of the lines, not line by line (BR-S-08, BR-CO-17)."""
    net = sum(each.net_cents for each in lines)
    vat = vat_of(net, basis_points)
    return Sums(net, vat, net + vat)


class DoesNotAddUp(ValueError):
    """The sums of a document break a rule of EN 16931; the message names it."""


def check(document: InvoiceDocument) -> InvoiceDocument:
    """Refuses with ``DoesNotAddUp`` a document that no receiver's program would take."""
    if any(each.net_cents != each.quantity * each.price_cents for each in document.lines):
        raise DoesNotAddUp("BT-131: a line is not its quantity times its price")
    if document.net_cents != sum(each.net_cents for each in document.lines):
        raise DoesNotAddUp("BR-CO-10: the net sum is not that of the lines")
    if document.gross_cents != document.net_cents + document.vat_cents:
        raise DoesNotAddUp("BR-CO-15: gross is not net and VAT")
    # What is left to credit after parts were credited may be some cents beside, as their VAT was rounded each time.
    slack = 99 if document.is_credit_note else 0
    if abs(document.vat_cents - vat_of(document.net_cents, document.vat_basis_points)) > slack:
        raise DoesNotAddUp("BR-CO-17: VAT is not the rate of the net sum")
    if not document.is_credit_note and document.due_on is None and document.gross_cents:
        raise DoesNotAddUp("BR-CO-25: it does not say until when it is to be paid")
    return document
