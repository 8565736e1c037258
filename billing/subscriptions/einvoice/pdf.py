"""The invoice for people, as PDF/A-3 that carries the XML of programs (ZUGFeRD, profile XRECHNUNG)."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from billing.providers.bank_transfer.girocode import girocode
from billing.subscriptions.document import InvoiceDocument
from billing.subscriptions.einvoice.cii import SMALL_BUSINESS
from kreislauf.money import format_euro
from kreislauf.qr import draw_svg
from kreislauf.typesetting import typed, typeset_pdf

TEMPLATE = Path(__file__).with_name("invoice.typ")
XML_NAME = "xrechnung.xml"
_FX = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_SCHEMAS = b"<pdfaExtension:schemas><rdf:Bag>"
_SCHEMA = """<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{fx}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"""
_SAID = """<rdf:Description rdf:about="" xmlns:fx="{fx}">
<fx:DocumentType>INVOICE</fx:DocumentType><fx:DocumentFileName>{name}</fx:DocumentFileName>
<fx:Version>3.0</fx:Version><fx:ConformanceLevel>XRECHNUNG</fx:ConformanceLevel></rdf:Description>"""
_PROPERTY = """<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>
<pdfaProperty:description>{name}</pdfaProperty:description></rdf:li>"""


def invoice_pdf(document: InvoiceDocument, xml: bytes, *, created: datetime) -> bytes:
    """Tagged PDF/A-3a and PDF/UA-1, in German. The same document gives the same bytes."""
    with override("de"):
        plain = typeset_pdf(TEMPLATE, _data(document, created), created=created, attached={XML_NAME: xml})
    return _with_factur_x(plain)


def _with_factur_x(plain: bytes) -> bytes:
    """What ZUGFeRD wants in the metadata: which file is the invoice, and the schema of these words for PDF/A."""
    names = ("DocumentFileName", "DocumentType", "Version", "ConformanceLevel")
    schema = _SCHEMA.format(fx=_FX, properties="".join(_PROPERTY.format(name=name) for name in names))
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        metadata = pdf.Root.Metadata
        said = metadata.read_bytes().replace(_SCHEMAS, _SCHEMAS + schema.encode())
        end = b"</rdf:RDF>"
        metadata.write(said.replace(end, _SAID.format(fx=_FX, name=XML_NAME).encode() + end))
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _data(document: InvoiceDocument, created: datetime) -> dict[str, Any]:
    day = timezone.localdate(created)
    return {
        "title": f"{_kind(document)} {document.number}",
        "author": document.seller.name,
        "created": {"year": day.year, "month": day.month, "day": day.day},
        "file": XML_NAME,
        "file_title": f"XRechnung {document.number}",
        "sender": _line(
            " · ".join(
                [document.seller.name, document.seller.street, f"{document.seller.postcode} {document.seller.city}"]
            )
        ),
        "address": typed(_address(document)),
        "facts": [[_line(name), _line(value)] for name, value in _facts(document) if value],
        "heading": _line(f"{_kind(document)} {document.number}"),
        "lead": _line(_lead(document)),
        "columns": [_line(name) for name in (_("Leistung"), _("Menge"), _("Einzelpreis"), _("Netto"))],
        "lines": [
            {
                "title": _line(line.title),
                "description": _line(line.description),
                "quantity": _line(str(line.quantity)),
                "price": _line(format_euro(line.price_cents)),
                "net": _line(format_euro(line.net_cents)),
            }
            for line in document.lines
        ],
        "sums": [[_line(name), _line(format_euro(cents))] for name, cents in _sums(document)],
        "notes": [_line(note) for note in _notes(document)],
        "footer": [typed(column) for column in _footer(document)],
        **_pay(document),
    }


def _kind(document: InvoiceDocument) -> str:
    return _("Rechnungskorrektur") if document.is_credit_note else _("Rechnung")


def _address(document: InvoiceDocument) -> str:
    buyer = document.buyer
    lines = (buyer.name, buyer.department, buyer.street, f"{buyer.postcode} {buyer.city}")
    return "\n".join(line for line in lines if line)


def _facts(document: InvoiceDocument) -> list[tuple[str, str]]:
    buyer, seller = document.buyer, document.seller
    return [
        (_("Nummer"), document.number),
        (_("Datum"), f"{document.issued_on:%d.%m.%Y}"),
        (_("Zu Rechnung"), document.corrects_number),
        (_("Zeitraum"), f"{document.begins_on:%d.%m.%Y} – {document.ends_on:%d.%m.%Y}"),
        (_("Leitweg-ID"), buyer.leitweg_id),
        (_("Ihr Zeichen"), buyer.reference),
        (_("Bestellnummer"), buyer.order_number),
        (_("Ansprechperson"), seller.contact_name),
        (_("Telefon"), seller.contact_phone),
        (_("E-Mail"), seller.contact_email),
    ]


def _lead(document: InvoiceDocument) -> str:
    if not document.is_credit_note or document.corrects_on is None:
        return _("Für die Nutzung der Plattform berechnen wir:")
    return _("Wir schreiben Ihnen zur Rechnung %(number)s vom %(day)s gut:") % {
        "number": document.corrects_number,
        "day": f"{document.corrects_on:%d.%m.%Y}",
    }


def _sums(document: InvoiceDocument) -> list[tuple[str, int]]:
    whole = _("Gutschrift") if document.is_credit_note else _("Zu zahlen")
    if not document.vat_basis_points:
        return [(whole, document.gross_cents)]
    rate = f"{document.vat_basis_points / 100:g}".replace(".", ",")
    return [
        (_("Summe netto"), document.net_cents),
        (_("Umsatzsteuer %(rate)s %%") % {"rate": rate}, document.vat_cents),
        (whole, document.gross_cents),
    ]


def _notes(document: InvoiceDocument) -> list[str]:
    notes = [] if document.vat_basis_points else [SMALL_BUSINESS]
    if document.is_credit_note:
        return [*notes, _("Der Betrag wird mit der Rechnung verrechnet; was bezahlt ist, überweisen wir zurück.")]
    due = f"{document.due_on:%d.%m.%Y}" if document.due_on else ""
    return [*notes, _("Bitte zahlen Sie bis zum %(day)s ohne Abzug.") % {"day": due}]


def _footer(document: InvoiceDocument) -> list[str]:
    seller = document.seller
    taxes = [
        _("USt-IdNr. %(number)s") % {"number": seller.vat_id} if seller.vat_id else "",
        _("Steuernummer %(number)s") % {"number": seller.tax_number} if seller.tax_number else "",
    ]
    bank = [f"IBAN {_in_fours(seller.iban)}", f"BIC {seller.bic}" if seller.bic else ""]
    columns = ([seller.name, seller.street, f"{seller.postcode} {seller.city}"], taxes, bank)
    return ["\n".join(line for line in column if line) for column in columns]


def _pay(document: InvoiceDocument) -> dict[str, Any]:
    if document.is_credit_note:
        return {"qr": "", "qr_title": "", "pay_heading": _line(""), "pay": []}
    seller = document.seller
    rows = (
        f"{_('Empfänger')}: {seller.name}",
        f"IBAN: {_in_fours(seller.iban)}",
        f"{_('Betrag')}: {format_euro(document.gross_cents)}",
        f"{_('Verwendungszweck')}: {document.reference}",
    )
    code = girocode(
        holder=seller.name,
        iban=seller.iban,
        bic=seller.bic,
        amount_cents=document.gross_cents,
        reference=document.reference,
    )
    return {
        "qr": str(draw_svg(code)),
        "qr_title": _("GiroCode für die Überweisung"),
        "pay_heading": _line(_("Überweisen mit dem GiroCode oder von Hand")),
        "pay": [_line(row) for row in rows],
    }


def _in_fours(iban: str) -> str:
    plain = iban.replace(" ", "")
    return " ".join(plain[i : i + 4] for i in range(0, len(plain), 4))


def _line(text: str) -> dict[str, Any]:
    return typed(text, one_line=True)
