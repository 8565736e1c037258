"""The receipt for a redemption as a PDF: for the 80 mm printer at the till, or on A4. It names no customer."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from billing.payments.models import Attempt
from kreislauf.money import format_euro
from kreislauf.typesetting import typed, typeset_pdf
from marketplace.vouchers.models import Redemption, TaxSplit, VatKind

TEMPLATE = Path(__file__).with_name("receipt.typ")


class Paper(StrEnum):
    ROLL = "80"  # mm, as long as it gets
    A4 = "a4"


def receipt_pdf(redemption: Redemption, paper: Paper) -> bytes:
    """The same redemption gives the same bytes, once its taxes are said. It comes with voucher, order and business."""
    with translation.override(settings.LANGUAGE_CODE):  # a document is German in every language of the page
        return typeset_pdf(TEMPLATE, _data(redemption, paper), created=redemption.redeemed_at)


def file_name(redemption: Redemption) -> str:
    return f"beleg-{redemption.pk}.pdf"


def tax_of(gross_cents: int, rate: int) -> int:
    """The VAT within a gross amount, in cents, half a cent upwards."""
    return (2 * gross_cents * rate + 100 + rate) // (2 * (100 + rate))


def _data(redemption: Redemption, paper: Paper) -> dict[str, Any]:
    business, order = redemption.business, redemption.voucher.order
    at = localtime(redemption.redeemed_at)
    split = TaxSplit.objects.filter(redemption=redemption).first()
    return {
        "paper": paper.value,
        "title": _("Beleg") if split or order.vat_kind == VatKind.SINGLE else _("Quittung"),
        "created": {"year": at.year, "month": at.month, "day": at.day},
        "business": typed(business.name, one_line=True),
        "address": [typed(line, one_line=True) for line in business.address_lines()],
        "facts": _facts(redemption, at),
        "amount": format_euro(redemption.amount_cents),
        "rates": _rates(split),
        "note": _note(order.vat_kind, order.vat_rate, split),
        "sandbox": Attempt.objects.of(*order.payment).filter(provider="sandbox").exists(),
        "words": {
            "paid": _("mit Gutschein bezahlt"),
            "test": _("TEST: ohne echtes Geld"),
            "head": [_("Satz"), _("Netto"), _("USt"), _("Brutto")],
        },
    }


def _facts(redemption: Redemption, at: datetime) -> list[list[str]]:
    facts = [
        [_("Datum"), _("%(day)s, %(time)s Uhr") % {"day": f"{at:%d.%m.%Y}", "time": f"{at:%H:%M}"}],
        [_("Beleg"), str(redemption.pk)],
        [_("Gutschein"), str(redemption.voucher)],
    ]
    if redemption.left_after_cents:
        facts.append([_("Rest"), format_euro(redemption.left_after_cents)])
    return facts


def _rates(split: TaxSplit | None) -> list[list[str]]:
    rows = []
    for rate, gross in (split.by_rate if split else {}).items():
        tax = tax_of(gross, rate)
        rows.append([f"{rate}\u00a0%", *(format_euro(cents) for cents in (gross - tax, tax, gross))])
    return rows


def _note(vat_kind: str, rate: int | None, split: TaxSplit | None) -> str:
    if vat_kind == VatKind.SINGLE:
        words = _(
            "Einzweck-Gutschein: %(rate)s %% Umsatzsteuer sind schon mit seinem Verkauf berechnet "
            "(§ 3 Abs. 14 UStG). Dieser Beleg weist deshalb keine aus."
        )
        return words % {"rate": rate}
    return "" if split else _("Ohne Ausweis der Umsatzsteuer.")
