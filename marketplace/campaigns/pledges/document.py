"""The receipt for a pledge as a PDF, in the till's form on A4: what was paid for what, and which tax is in it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from billing.payments.models import Attempt
from kreislauf.money import format_euro
from kreislauf.typesetting import typed, typeset_pdf
from marketplace.campaigns.models import PURPOSE, Pledge, PledgeKind
from marketplace.campaigns.pledges.receipt import ReceiptLine, receipt_of
from marketplace.vouchers.receipts.document import TEMPLATE, Paper, tax_of
from tenants.branding.on_paper import german, pdf_response


def is_receipted(pledge: Pledge) -> bool:
    """Paid, and nothing of it given back or fetched back; or in cash, as the list at the counter says."""
    if pledge.charged_back_cents:
        return False
    return pledge.is_paid or _in_cash(pledge)


def receipt_pdf(pledge: Pledge) -> bytes:
    """The same pledge gives the same bytes. Needs the reward, the campaign and its business."""
    at = pledge.paid_at or pledge.cash_at
    assert at is not None  # noqa: S101 - see is_receipted
    with german():
        return typeset_pdf(TEMPLATE, _data(pledge, localtime(at)), created=at)


def receipt_file(pledge: Pledge) -> HttpResponse:
    """It holds a name, so nobody on the way keeps it."""
    answer = pdf_response(receipt_pdf(pledge), f"beleg-{pledge.number.lower()}.pdf")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _in_cash(pledge: Pledge) -> bool:
    """Of a line that staff has not seen, or that was struck out, nothing is known."""
    counts = pledge.promised_at is not None and not pledge.is_closed
    return pledge.kind == PledgeKind.PAPER and pledge.cash_at is not None and pledge.paid_at is None and counts


def _data(pledge: Pledge, at: datetime) -> dict[str, Any]:
    business, lines, cash = pledge.campaign.business, receipt_of(pledge), _in_cash(pledge)
    return {
        "paper": Paper.A4.value,
        "title": _("Bestätigung") if cash else _("Beleg"),
        "created": {"year": at.year, "month": at.month, "day": at.day},
        "business": typed(business.name, one_line=True),
        "address": [typed(line, one_line=True) for line in business.address_lines()],
        "facts": _facts(pledge, lines, at),
        "amount": format_euro(pledge.total_cents),
        "rates": _rates(lines),
        "note": _note(pledge, cash=cash),
        "sandbox": Attempt.objects.of(PURPOSE, pledge.pk).filter(provider="sandbox").exists(),
        "words": {
            "paid": _("in bar bezahlt") if cash else _("bezahlt"),
            "test": _("TEST: ohne echtes Geld"),
            "head": [_("Satz"), _("Netto"), _("USt"), _("Brutto")],
        },
    }


def _facts(pledge: Pledge, lines: list[ReceiptLine], at: datetime) -> list[list[Any]]:
    known = [[_("Von"), typed(pledge.name, one_line=True)]] if pledge.name else []
    return [
        [_("Bezahlt am"), f"{at:%d.%m.%Y}"],
        [_("Nummer"), pledge.number],
        [_("Kampagne"), typed(pledge.campaign.title, one_line=True)],
        *known,
        *([typed(line.what, one_line=True), format_euro(line.cents)] for line in lines),
    ]


def _rates(lines: list[ReceiptLine]) -> list[list[str]]:
    """One row for each rate. What shows no tax is in none of them."""
    gross = Counter[int]()
    for line in lines:
        if line.rate is not None:
            gross[line.rate] += line.cents
    rows = []
    for rate, cents in sorted(gross.items(), reverse=True):
        tax = tax_of(cents, rate)
        rows.append([f"{rate}\u00a0%", *(format_euro(one) for one in (cents - tax, tax, cents))])
    return rows


def _note(pledge: Pledge, *, cash: bool) -> str:
    said = []
    if cash:
        said.append(_("So steht es in der Liste des Betriebs. Den Kassenbeleg gibt der Betrieb."))
    if pledge.support_cents:
        said.append(_("Für den freien Betrag gibt es keine Gegenleistung und keine Umsatzsteuer."))
    if pledge.voucher_order_id is not None:
        said.append(_("Wie der Gutschein versteuert ist, steht auf ihm selbst."))
    # § 10b EStG: a business confirms no gifts, and whoever has this paper shall not believe that it does.
    said.append(_("Dies ist keine Zuwendungsbestätigung: Von der Steuer lässt sich damit nichts absetzen."))
    return " ".join(said)
