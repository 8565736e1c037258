"""What a buyer needs to transfer: said the same way on the page, in the mail and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from segno import QRCode

from billing.payments.models import Attempt
from billing.providers.bank_transfer.ask import BANK_TRANSFER, page_address
from billing.providers.bank_transfer.girocode import girocode
from billing.providers.bank_transfer.iban import spaced_iban
from billing.providers.bank_transfer.models import TransferRequest
from billing.providers.bank_transfer.reference import spaced
from billing.providers.bank_transfer.report import arrived_cents
from kreislauf.qr import draw_svg


@dataclass(frozen=True, slots=True)
class TransferInstructions:
    """``amount_cents`` is what is still to be sent; ``arrived_cents`` is the part that is there already."""

    holder: str
    iban: str
    bic: str
    amount_cents: int
    arrived_cents: int
    total_cents: int
    reference: str
    title: str
    opened_at: datetime
    due_at: datetime
    url: str

    @property
    def girocode(self) -> SafeString:
        """As an SVG for a page."""
        return draw_svg(girocode_of(self), label=_("GiroCode: mit der Banking-App scannen, alles ist ausgefüllt"))


def transfer_instructions(attempt: Attempt) -> TransferInstructions | None:
    """Of an attempt that waits for a transfer; None where nothing is to be transferred (any more)."""
    if attempt.provider != BANK_TRANSFER or not attempt.is_undecided:
        return None
    wanted = TransferRequest.objects.filter(key=attempt.key, paid_at=None, cancelled_at=None).select_related("account")
    return next((instructions_of(one) for one in wanted), None)


def instructions_of(wanted: TransferRequest) -> TransferInstructions:
    """What is still to be sent for a request that is not paid."""
    arrived = max(arrived_cents(wanted), 0)
    account = wanted.account
    return TransferInstructions(
        holder=account.holder,
        iban=spaced_iban(account.iban),
        bic=account.bic,
        amount_cents=max(wanted.amount_cents - arrived, 1),
        arrived_cents=arrived,
        total_cents=wanted.amount_cents,
        reference=spaced(wanted.reference),
        title=wanted.title,
        opened_at=wanted.opened_at,
        due_at=wanted.due_at,
        url=page_address(wanted),
    )


def girocode_of(transfer: TransferInstructions) -> QRCode:
    return girocode(
        holder=transfer.holder,
        iban=transfer.iban.replace(" ", ""),
        bic=transfer.bic,
        amount_cents=transfer.amount_cents,
        reference=transfer.reference.replace(" ", ""),
    )
