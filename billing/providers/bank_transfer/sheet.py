"""The instructions on paper, and as the attachment of the mail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from billing.providers.bank_transfer.instructions import TransferInstructions, girocode_of
from kreislauf.money import format_euro
from kreislauf.qr import draw_modules
from kreislauf.typesetting import typed, typeset_pdf

TEMPLATE = Path(__file__).with_name("sheet.typ")


def transfer_sheet(transfer: TransferInstructions) -> bytes:
    """One page of tagged PDF/UA-1, in German; the same instructions give the same bytes."""
    with override("de"):
        return typeset_pdf(TEMPLATE, _data(transfer), created=transfer.opened_at)


def sheet_name(transfer: TransferInstructions) -> str:
    return f"ueberweisung-{transfer.reference.replace(' ', '')}.pdf"


def _data(transfer: TransferInstructions) -> dict[str, Any]:
    asked = timezone.localtime(transfer.opened_at)
    facts = [
        (_("Empfänger"), transfer.holder),
        (_("IBAN"), transfer.iban),
        (_("BIC"), transfer.bic),
        (_("Betrag"), format_euro(transfer.amount_cents)),
        (_("Verwendungszweck"), transfer.reference),
        (_("Bis wann"), date_format(timezone.localtime(transfer.due_at), "j. F Y")),
    ]
    return {
        "title": _("Überweisung"),
        "author": settings.PLATFORM_NAME,
        "created": {"year": asked.year, "month": asked.month, "day": asked.day},
        "heading": _line(_("Bitte überweisen Sie")),
        "lead": _line(transfer.title),
        "facts": [[_line(name), _line(value)] for name, value in facts if value],
        "code": draw_modules(girocode_of(transfer)),
        "code_alt": _("GiroCode für die Banking-App"),
        "code_words": _line(_("GiroCode: in der Banking-App scannen, alles ist ausgefüllt.")),
        "after": _line(
            _("Geben Sie bitte nur den Verwendungszweck an, sonst nichts. An ihm erkennen wir Ihre Bestellung.")
        ),
    }


def _line(words: str) -> dict[str, Any]:
    return typed(words, one_line=True)
