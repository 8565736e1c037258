"""XRechnung 3.0 in the syntax of UN/CEFACT (CII), for the receiver's program."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from drafthorse.models.accounting import ApplicableTradeTax
from drafthorse.models.document import Document
from drafthorse.models.note import IncludedNote
from drafthorse.models.party import TaxRegistration, TradeParty
from drafthorse.models.payment import PaymentMeans, PaymentTerms
from drafthorse.models.tradelines import LineItem

from billing.subscriptions.document import InvoiceDocument, Line

XRECHNUNG = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
INVOICE, CREDIT_NOTE = "380", "381"
TRANSFER = "58"  # SEPA credit transfer, of UNTDID 4461
STANDARD, EXEMPT = "S", "E"
SMALL_BUSINESS = "Kein Ausweis von Umsatzsteuer, da Kleinunternehmer gemäß § 19 UStG."
_LEITWEG, _EMAIL = "0204", "EM"  # schemes of electronic addresses


def cii(document: InvoiceDocument) -> bytes:
    """The XML file. The same document gives the same bytes; drafthorse refuses what its schema does not allow."""
    xml = Document()
    xml.context.business_parameter.id = PROCESS
    xml.context.guideline_parameter.id = XRECHNUNG
    xml.header.id = document.number
    xml.header.type_code = CREDIT_NOTE if document.is_credit_note else INVOICE
    xml.header.issue_date_time = document.issued_on
    for note in _notes(document):
        xml.header.notes.add(IncludedNote(content=note))
    for number, line in enumerate(document.lines, start=1):
        xml.trade.items.add(_line(number, line, document))
    _parties(xml, document)
    _settlement(xml, document)
    return bytes(xml.serialize(schema="FACTUR-X_EN16931"))


def _notes(document: InvoiceDocument) -> list[str]:
    notes = [document.reason] if document.reason else []
    return notes if document.vat_basis_points else [*notes, SMALL_BUSINESS]


def _line(number: int, line: Line, document: InvoiceDocument) -> LineItem:
    item = LineItem()
    item.document.line_id = str(number)
    item.product.name = line.title
    if line.description:
        item.product.description = line.description
    item.agreement.net.amount = _euros(line.price_cents)
    item.delivery.billed_quantity = (Decimal(line.quantity), "C62")
    item.settlement.trade_tax.type_code = "VAT"
    item.settlement.trade_tax.category_code = _category(document)
    item.settlement.trade_tax.rate_applicable_percent = _percent(document)
    item.settlement.monetary_summation.total_amount = _euros(line.net_cents)
    return item


def _parties(xml: Document, document: InvoiceDocument) -> None:
    agreement, sender, receiver = xml.trade.agreement, document.seller, document.buyer
    # BT-10: the Leitweg-ID is the buyer's reference; without one, what the buyer or at least we know it by.
    agreement.buyer_reference = receiver.leitweg_id or receiver.reference or receiver.name
    if receiver.order_number:
        agreement.buyer_order.issuer_assigned_id = receiver.order_number
    _address(agreement.seller, sender.name, sender.street, sender.postcode, sender.city)
    agreement.seller.contact.person_name = sender.contact_name
    agreement.seller.contact.telephone.number = sender.contact_phone
    agreement.seller.contact.email.address = sender.contact_email
    agreement.seller.electronic_address.uri_ID = (_EMAIL, sender.contact_email)
    if sender.vat_id:
        agreement.seller.tax_registrations.add(TaxRegistration(id=("VA", sender.vat_id.replace(" ", ""))))
    else:
        agreement.seller.id = sender.tax_number  # BR-CO-26: who has no VAT number is known by another one
    if sender.tax_number:
        agreement.seller.tax_registrations.add(TaxRegistration(id=("FC", sender.tax_number)))
    _address(agreement.buyer, receiver.name, receiver.street, receiver.postcode, receiver.city)
    if receiver.department:
        agreement.buyer.address.line_two = receiver.department
    # BT-49: where the invoice goes in the Peppol network, or else by mail.
    scheme = (_LEITWEG, receiver.leitweg_id) if receiver.leitweg_id else (_EMAIL, receiver.email)
    agreement.buyer.electronic_address.uri_ID = scheme


def _address(party: TradeParty, name: str, street: str, postcode: str, city: str) -> None:
    party.name = name
    party.address.postcode, party.address.line_one = postcode, street
    party.address.city_name, party.address.country_id = city, "DE"


def _settlement(xml: Document, document: InvoiceDocument) -> None:
    settlement = xml.trade.settlement
    settlement.currency_code = "EUR"
    if document.reference:
        settlement.payment_reference = document.reference
    means = PaymentMeans(type_code=TRANSFER)
    means.payee_account.iban = document.seller.iban.replace(" ", "")
    means.payee_account.account_name = document.seller.name
    settlement.payment_means.add(means)
    settlement.trade_tax.add(_tax(document))
    settlement.period.start, settlement.period.end = document.begins_on, document.ends_on
    settlement.terms.add(_terms(document))
    if document.corrects_number and document.corrects_on:
        settlement.invoice_referenced_document.issuer_assigned_id = document.corrects_number
        settlement.invoice_referenced_document.issue_date_time = _midnight(document.corrects_on)
    summation = settlement.monetary_summation
    summation.line_total = _euros(document.net_cents)
    summation.charge_total = summation.allowance_total = Decimal("0.00")
    summation.tax_basis_total = _euros(document.net_cents)
    summation.tax_total = (_euros(document.vat_cents), "EUR")
    summation.grand_total = _euros(document.gross_cents)
    summation.due_amount = _euros(document.gross_cents)


def _tax(document: InvoiceDocument) -> ApplicableTradeTax:
    tax = ApplicableTradeTax()
    tax.calculated_amount, tax.type_code = _euros(document.vat_cents), "VAT"
    if not document.vat_basis_points:
        tax.exemption_reason = SMALL_BUSINESS
    tax.basis_amount, tax.category_code = _euros(document.net_cents), _category(document)
    tax.rate_applicable_percent = _percent(document)
    return tax


def _terms(document: InvoiceDocument) -> PaymentTerms:
    terms = PaymentTerms()
    if document.due_on is None:
        terms.description = f"Gutschrift zu {document.corrects_number}"
    else:
        terms.description = f"Zahlbar bis {document.due_on:%d.%m.%Y} ohne Abzug"
        terms.due = document.due_on
    return terms


def _category(document: InvoiceDocument) -> str:
    return STANDARD if document.vat_basis_points else EXEMPT


def _percent(document: InvoiceDocument) -> Decimal:
    return Decimal(document.vat_basis_points).scaleb(-2).quantize(Decimal("0.01"))


def _euros(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2).quantize(Decimal("0.01"))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a date; drafthorse wants one with hours
