"""Numbers without a gap: each is given in the transaction that issues its document, and taken back with it."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import F

from billing.subscriptions.models import InvoiceKind, Series


class Number(NamedTuple):
    sequence: int
    text: str


def next_number(issuer: str, *, year: int, kind: InvoiceKind) -> Number:
    """Call it in a transaction: the series' row stays locked until its end, so nobody else gets a number meanwhile."""
    Series.objects.bulk_create([Series(issuer=issuer, year=year, kind=kind)], ignore_conflicts=True)
    row = Series.objects.filter(issuer=issuer, year=year, kind=kind)
    # The statement that counts up also locks: two who issue wait for each other here.
    row.update(last=F("last") + 1)
    sequence = row.values_list("last", flat=True).get()
    letter = "K" if kind == InvoiceKind.CREDIT_NOTE else ""
    return Number(sequence, f"{issuer}-{year}-{letter}{sequence:05d}")


def reference_of(number: str) -> str:
    """The RF creditor reference (ISO 11649) of an invoice's number: ``RE-2026-00001`` → ``RF25RE202600001``."""
    bare = "".join(sign for sign in number if sign.isalnum())
    digits = "".join(str(int(sign, 36)) for sign in f"{bare}RF00")
    return f"RF{98 - int(digits) % 97:02d}{bare}"
