"""A settlement on paper: what the region pays a business, for what, and to which account."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from billing.bank.payouts.kind import AnyPayouts, Contents
from billing.bank.payouts.models import AbstractSettlement
from billing.providers.bank_transfer.iban import masked_iban
from kreislauf.money import NBSP, format_euro
from kreislauf.typesetting import typed, typeset_pdf
from kreislauf.web.table_file import Euros
from tenants.branding.on_paper import colours_of, current_site, file_name, german, pdf_response, picture_of
from tenants.branding.site import Site

TEMPLATE = Path(__file__).with_name("settlement.typ")
MOST = 1000  # lines; typesetting takes some milliseconds for each, and nobody reads more


def paper_of(payouts: AnyPayouts, settlement: AbstractSettlement) -> HttpResponse:
    """Shown in the browser; the settlement comes with its business."""
    return pdf_response(settlement_pdf(payouts, settlement), file_name("abrechnung", settlement.number))


def settlement_pdf(payouts: AnyPayouts, settlement: AbstractSettlement) -> bytes:
    """On as many pages of A4 as its lines take. German in every language of the page."""
    with german():
        data = _data(payouts, settlement, payouts.contents(settlement), current_site())
        return typeset_pdf(TEMPLATE, data, created=settlement.made_at)


def _data(payouts: AnyPayouts, settlement: AbstractSettlement, contents: Contents, site: Site) -> dict[str, Any]:
    day, business = localtime(settlement.made_at), settlement.business
    heading = _("Abrechnung %(number)s") % {"number": settlement.number}
    *rows, sums = [[_cell(cell) for cell in row] for row in contents.rows]
    return {
        "title": f"{heading}: {business.name}",
        "created": {"year": day.year, "month": day.month, "day": day.day},
        "colours": colours_of(site),
        "art": picture_of(site, columns=14, rows=1),
        "mark": site.mark_on_paper,
        "sender": [_line(line) for line in (site.official_name, *site.address_lines)],
        "recipient": [_line(line) for line in (business.name, *business.address_lines())],
        "heading": heading,
        "day": date_format(day, "j. F Y"),
        "facts": [[name, _line(value)] for name, value in _facts(payouts, settlement, contents) if value],
        "head": list(contents.head),
        "rows": [[_line(cell) for cell in row] for row in rows[:MOST]],
        "more": _more(len(rows)),
        "sums": sums,
    }


def _cell(value: object) -> str:
    """An amount as it stands above the table; its column says the currency."""
    return format_euro(value).removesuffix(f"{NBSP}€") if isinstance(value, Euros) else str(value)


def _facts(payouts: AnyPayouts, settlement: AbstractSettlement, contents: Contents) -> Iterable[tuple[str, str]]:
    yield _("Betrag"), format_euro(settlement.cents)
    yield from contents.facts
    yield _("Kontoinhaber"), settlement.name if settlement.iban else ""
    yield _("IBAN"), masked_iban(settlement.iban)
    yield _("Verwendungszweck"), payouts.transfer_text(settlement)
    paid_on = settlement.paid_at and f"{localtime(settlement.paid_at):%d.%m.%Y}"
    yield _("Ausgezahlt am"), paid_on or _("noch nicht ausgezahlt")


def _more(count: int) -> str:
    if count <= MOST:
        return ""
    names = {"n": MOST, "all": count}
    return _("Hier stehen die ersten %(n)s Zeilen. Die Summe gilt für alle %(all)s.") % names


def _line(text: str) -> dict[str, Any]:
    return typed(text, one_line=True)
