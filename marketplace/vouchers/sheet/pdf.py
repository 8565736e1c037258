"""The voucher on paper: what a resident gives as a present and a till scans."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from kreislauf.money import format_euro, format_euro_short
from kreislauf.qr import qr_modules
from kreislauf.typesetting import typed, typeset_pdf
from marketplace.vouchers.codes import grouped

TEMPLATE = Path(__file__).with_name("voucher.typ")
MOST_PAGES = 6
LONGEST_NAME = 300
LONGEST_ISSUER = 620  # both columns of the order in full
LONGEST_TEXT = 8000

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColours:
    """The region's colours as ``#rrggbb``. The caller makes sure of their contrast."""

    brand: str = "#00457c"
    on_brand: str = "#ffffff"
    accent: str = "#e5342f"
    tint: str = "#d6e8fb"
    paper: str = "#f1f5fa"
    line: str = "#c3cbd6"
    ink: str = "#101a26"
    muted: str = "#4c5866"

    def __post_init__(self) -> None:
        wrong = [name for name, value in asdict(self).items() if not _HEX.fullmatch(value)]
        if wrong:
            raise ValueError(f"Not a colour as #rrggbb: {', '.join(wrong)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherSheet:
    """Everything that stands on the sheet. ``art``, ``cover`` and ``mark`` are SVG of our own with literal colours.

    ``art`` fills a square on the cover panel, ``cover`` an upright strip of two by four tiles on the ticket.
    ``qr`` is what the code leads to; ``vat_rate`` is in percent and only printed for a single-purpose voucher.
    """

    code: str
    qr: str
    what_for: str
    value_cents: int
    business: str
    issuer: str
    region: str
    valid_until: date
    issued_on: date
    vat_kind: Literal["single", "multi"]
    vat_rate: Decimal | None = None
    business_address: str = ""
    opening_hint: str = ""
    recipient: str = ""
    greeting: str = ""
    giver: str = ""
    terms: str = ""
    in_parts: bool = True
    subsidy_cents: int = 0  # of the value
    subsidy_by: str = ""
    balance_url: str = ""
    takers_url: str = ""  # of the list of businesses that take it, where it is the region's
    colours: SheetColours = field(default_factory=SheetColours)
    art: str = ""
    cover: str = ""
    mark: str = ""
    sandbox: bool = False


def voucher_pdf(sheet: VoucherSheet) -> bytes:
    """A4, folds into three for an envelope; tagged PDF/UA-1 and PDF/A-2a; the same sheet gives the same bytes."""
    created = datetime.combine(sheet.issued_on, time(12), tzinfo=get_current_timezone())
    return typeset_pdf(TEMPLATE, _data(sheet), created=created)


def _data(sheet: VoucherSheet) -> dict[str, Any]:
    """What the template reads. Strings stay strings there: nothing that anybody typed is Typst."""
    halves = grouped(sheet.code).split("-")
    middle = (len(halves) + 1) // 2
    details = [sheet.business_address.replace("\n", ", "), sheet.opening_hint]
    return {
        "title": _title(sheet),
        "created": {"year": sheet.issued_on.year, "month": sheet.issued_on.month, "day": sheet.issued_on.day},
        "colours": asdict(sheet.colours),
        "art": sheet.art or None,
        "cover": sheet.cover or None,
        "mark": sheet.mark or None,
        "region": _name(sheet.region),
        "headline": _name(_headline(sheet)),
        "greeting": typed(sheet.greeting[:LONGEST_TEXT]) if _said(sheet.greeting) else None,
        "giver": _giver(sheet),
        # PDF/UA refuses a heading without words.
        "what_for": _said(sheet.what_for) or _name(_("Gutschein")),
        "value": format_euro_short(sheet.value_cents),
        "business": _name(sheet.business),
        "business_details": [_name(detail) for detail in details if _said(detail)],
        "code_lines": ["-".join(part) for part in (halves[:middle], halves[middle:]) if part],
        "qr": qr_modules(sheet.qr),
        "valid_until": f"{sheet.valid_until:%d.%m.%Y}",
        "terms": typed(sheet.terms[:LONGEST_TEXT] or _("Für diesen Gutschein gelten keine besonderen Bedingungen.")),
        "issuer": typed(sheet.issuer[:LONGEST_NAME]),
        "issuer_line": typed(sheet.issuer[:LONGEST_ISSUER].replace("\n", ", "), one_line=True),
        "notes": _notes(sheet),
        "sandbox": sheet.sandbox,
        "most_pages": MOST_PAGES,
        "words": _words(sheet),
    }


def _name(text: str) -> dict[str, Any]:
    cut = text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1]}…"
    return typed(cut, one_line=True)


def _said(text: str) -> dict[str, Any] | None:
    """The text, or None when nothing of it can be seen."""
    name = _name(text)
    return name if name["text"] else None


def _title(sheet: VoucherSheet) -> str:
    what = {"value": format_euro(sheet.value_cents), "business": typed(sheet.business, one_line=True)["text"][:120]}
    return _("Gutschein über %(value)s: %(business)s") % what


def _headline(sheet: VoucherSheet) -> str:
    if _said(sheet.recipient):
        return _("Für %(name)s") % {"name": sheet.recipient}
    return _("Ein Gutschein für Sie") if _said(sheet.greeting) else _("Ihr Gutschein")


def _giver(sheet: VoucherSheet) -> dict[str, Any] | None:
    """A signature below a greeting; without one it says what the name is for."""
    if _said(sheet.greeting) or not _said(sheet.giver):
        return _said(sheet.giver)
    return _name(_("von %(name)s") % {"name": sheet.giver})


def _notes(sheet: VoucherSheet) -> list[str]:
    """What tax law asks for on a voucher (§ 3 Abs. 14 and 15 UStG); it is no invoice, and says so."""
    if sheet.vat_kind == "multi":
        tax = _("Mehrzweckgutschein, kein Umsatzsteuerausweis.")
    elif sheet.vat_rate is None:
        tax = _("Einzweckgutschein.")
    else:
        rate = f"{sheet.vat_rate.normalize():f}".replace(".", ",")
        tax = _("Einzweckgutschein, %(rate)s %% Umsatzsteuer sind enthalten.") % {"rate": rate}
    issued = _("Ausgestellt am %(day)s.") % {"day": f"{sheet.issued_on:%d.%m.%Y}"}
    notes = [tax, f"{_('Dies ist keine Rechnung.')} {issued}"]
    if sheet.subsidy_cents:
        added = {"added": format_euro(sheet.subsidy_cents), "giver": typed(sheet.subsidy_by, one_line=True)["text"]}
        notes.append(_("Vom Wert sind %(added)s ein Zuschuss: %(giver)s.") % added)
    return notes


def _words(sheet: VoucherSheet) -> dict[str, Any]:
    show = _("Zeigen Sie dieses Blatt im Betrieb, auf Papier oder auf dem Telefon.")
    if sheet.takers_url:
        show = _("Er gilt bei allen Betrieben, die mitmachen: %(url)s. Zeigen Sie dort dieses Blatt.") % {
            "url": sheet.takers_url
        }
    scan = _("Dort wird der Code gescannt oder abgetippt.")
    rest = (
        _("Sie können den Betrag in Teilen einlösen. Der Rest bleibt auf dem Gutschein.")
        if sheet.in_parts
        else _("Er wird auf einmal eingelöst.")
    )
    balance = [_("Stand ansehen: %(url)s") % {"url": sheet.balance_url}] if sheet.balance_url else []
    return {
        "voucher": _("Gutschein"),
        "value": _("Wert"),
        "valid_until": _("Gültig bis"),
        "code": _("Code"),
        "qr_alt": _("QR-Code des Gutscheins mit dem Code %(code)s") % {"code": grouped(sheet.code)},
        "how": _("So lösen Sie den Gutschein ein"),
        "steps": [show, scan, rest, *balance],
        "terms": _("Bedingungen"),
        "terms_overleaf": _("Die Bedingungen stehen auf der folgenden Seite."),
        "greeting_overleaf": _("Der Gruß steht auf der folgenden Seite."),
        "issuer": _("Herausgeber:"),
        "test": _("TEST: in der Testumgebung gekauft, ohne echtes Geld"),
        "test_short": _("TEST"),
    }
