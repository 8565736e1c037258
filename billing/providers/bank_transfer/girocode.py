"""GiroCode (EPC069-12, version 002, UTF-8): a banking app reads from it whom to pay, how much and with which words."""

from __future__ import annotations

from decimal import Decimal

import segno
from segno.helpers import make_epc_qr

NAME_LENGTH = 70


def girocode(*, holder: str, iban: str, bic: str, amount_cents: int, reference: str) -> segno.QRCode:
    """The code for one transfer. ``bic`` may be empty: no bank in SEPA needs it any more.

    Refuses with ValueError what does not fit: a name that is empty, an amount that is not positive.
    """
    return make_epc_qr(
        name=holder[:NAME_LENGTH],
        iban=iban,
        bic=bic or None,
        amount=Decimal(amount_cents) / 100,
        reference=reference,
        encoding="utf-8",
    )
