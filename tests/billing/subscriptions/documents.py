"""An invoice, its correction, and one of a small business, as documents without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import drafthorse

from billing.subscriptions.document import BuyerParty, InvoiceDocument, Line, SellerParty

XSD = Path(drafthorse.__file__).parent / "schema" / "Factur-X_1.0.07_EN16931.xsd"
SELLER = SellerParty(
    name="Kreislauf eG",
    street="Musterweg 1",
    postcode="24103",
    city="Kiel",
    vat_id="DE123456788",
    tax_number="",
    iban="DE02120300000000202051",
    bic="",
    contact_name="Erika Muster",
    contact_phone="0431 123456",
    contact_email="rechnung@kreislauf.example",
)
BUYER = BuyerParty(
    name="Kreis Schleswig-Flensburg",
    department="Kämmerei",
    street="Flensburger Straße 7",
    postcode="24837",
    city="Schleswig",
    email="rechnung@schleswig-flensburg.example",
    leitweg_id="01059-0000-23",
    reference="",
    order_number="4711",
)
INVOICE = InvoiceDocument(
    number="RE-2026-00001",
    is_credit_note=False,
    issued_on=date(2026, 11, 2),
    seller=SELLER,
    buyer=BUYER,
    lines=(Line(title="Monatsbeitrag Kreis", description="", quantity=1, price_cents=19900, net_cents=19900),),
    vat_basis_points=1900,
    net_cents=19900,
    vat_cents=3781,
    gross_cents=23681,
    begins_on=date(2026, 11, 2),
    ends_on=date(2026, 12, 1),
    due_on=date(2026, 12, 2),
    reference="RF25RE202600001",
)
CREDIT_NOTE = replace(
    INVOICE,
    number="RE-2026-K00001",
    is_credit_note=True,
    due_on=None,
    reference="",
    corrects_number="RE-2026-00001",
    corrects_on=date(2026, 11, 2),
    reason="Falsche Anschrift",
)
SMALL = replace(
    INVOICE,
    seller=replace(SELLER, vat_id="", tax_number="20/123/45678"),
    buyer=replace(BUYER, leitweg_id="", reference="Az. 12", department=""),
    vat_basis_points=0,
    vat_cents=0,
    gross_cents=19900,
)
