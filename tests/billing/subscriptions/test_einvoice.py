"""One document, three files: the sums follow EN 16931, and page, PDF and XML say the same to the cent."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from billing.providers.bank_transfer.girocode import girocode
from billing.subscriptions.arithmetic import DoesNotAddUp, check, line, sums, vat_of
from billing.subscriptions.document import InvoiceDocument
from billing.subscriptions.einvoice import pdf
from billing.subscriptions.einvoice.cii import cii
from billing.subscriptions.einvoice.pdf import XML_NAME, invoice_pdf
from kreislauf.qr import draw_svg
from tests.billing.subscriptions.documents import CREDIT_NOTE, INVOICE, SMALL, XSD

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"
ALL = pytest.mark.parametrize("document", [INVOICE, CREDIT_NOTE, SMALL], ids=["invoice", "credit note", "small"])


def amounts(xml: bytes, name: str) -> list[int]:
    """Every amount of that name, in cents."""
    return [round(float(found.text or "") * 100) for found in etree.fromstring(xml).iter(f"{RAM}{name}")]


@ALL
def test_the_xml_is_what_the_schema_of_en_16931_allows(document: InvoiceDocument) -> None:
    etree.XMLSchema(file=str(XSD)).assertValid(etree.fromstring(cii(document)))


@ALL
def test_the_same_document_gives_the_same_files(document: InvoiceDocument) -> None:
    assert cii(document) == cii(document)
    xml = cii(document)
    assert invoice_pdf(document, xml, created=AT) == invoice_pdf(document, xml, created=AT)


@ALL
def test_the_pdf_carries_the_very_xml_and_says_so(document: InvoiceDocument) -> None:
    xml = cii(document)
    with pikepdf.open(io.BytesIO(invoice_pdf(document, xml, created=AT))) as opened:
        assert opened.attachments[XML_NAME].get_file().read_bytes() == xml
        assert [str(file.AFRelationship) for file in opened.Root.AF] == ["/Alternative"]
        said = opened.Root.Metadata.read_bytes().decode()
        assert len(opened.pages) == 1
    assert "<pdfaid:part>3</pdfaid:part>" in said
    assert "<fx:ConformanceLevel>XRECHNUNG</fx:ConformanceLevel>" in said
    assert f"<fx:DocumentFileName>{XML_NAME}</fx:DocumentFileName>" in said


def test_a_long_address_stays_on_its_page() -> None:
    long = replace(INVOICE.buyer, name="Amt für Angelegenheiten " * 4, street="Straße der deutschen Einheit " * 3)
    document = replace(INVOICE, buyer=long)
    with pikepdf.open(io.BytesIO(invoice_pdf(document, cii(document), created=AT))) as opened:
        assert len(opened.pages) == 1


def test_the_banking_app_is_told_the_same_sum() -> None:
    code = girocode(
        holder="Kreislauf eG", iban=INVOICE.seller.iban, bic="", amount_cents=23681, reference="RF25RE202600001"
    )
    assert pdf._data(INVOICE, AT)["qr"] == str(draw_svg(code))
    assert pdf._data(CREDIT_NOTE, AT)["qr"] == ""


def test_a_small_business_names_the_law_instead_of_vat() -> None:
    xml = cii(SMALL).decode()
    assert "<ram:CategoryCode>E</ram:CategoryCode>" in xml
    assert "§ 19 UStG" in xml
    assert amounts(cii(SMALL), "TaxTotalAmount") == [0]


def test_who_has_no_vat_number_is_known_by_the_tax_number() -> None:
    """BR-CO-26 wants one of three numbers, and the tax number is none of them by itself."""
    xml = cii(SMALL).decode()
    assert "<ram:ID>20/123/45678</ram:ID>" in xml
    assert '<ram:ID schemeID="FC">20/123/45678</ram:ID>' in xml


def test_a_credit_note_names_the_invoice_that_it_corrects() -> None:
    xml = cii(CREDIT_NOTE).decode()
    assert "<ram:TypeCode>381</ram:TypeCode>" in xml
    assert "<ram:IssuerAssignedID>RE-2026-00001</ram:IssuerAssignedID>" in xml


PRICES = st.lists(st.tuples(st.integers(1, 100), st.integers(0, 10_000_00)), min_size=1, max_size=20)


@settings(max_examples=60, deadline=None)
@given(PRICES, st.sampled_from([1900, 700, 0]))
def test_lines_vat_and_totals_agree_in_every_file(rows: list[tuple[int, int]], rate: int) -> None:
    """BR-CO-10, BR-CO-13 to BR-CO-17, read back from the XML."""
    lines = tuple(line(f"Zeile {n}", quantity=many, price_cents=each) for n, (many, each) in enumerate(rows))
    total = sums(lines, basis_points=rate)
    document = replace(INVOICE, lines=lines, vat_basis_points=rate, **total._asdict())
    xml = cii(check(document))

    *each, whole = amounts(xml, "LineTotalAmount")
    assert whole == sum(each) == total.net_cents
    assert amounts(xml, "TaxBasisTotalAmount") == amounts(xml, "BasisAmount") == [whole]
    (vat,) = amounts(xml, "TaxTotalAmount")
    assert amounts(xml, "CalculatedAmount") == [vat] == [total.vat_cents]
    assert amounts(xml, "GrandTotalAmount") == amounts(xml, "DuePayableAmount") == [whole + vat]


@given(st.integers(0, 10**12), st.sampled_from([1900, 700, 0]))
def test_vat_is_rounded_half_up_to_the_cent(net: int, rate: int) -> None:
    assert abs(vat_of(net, rate) * 10_000 - net * rate) <= 5_000
    assert vat_of(50, 1900) == 10  # 9.5 cents


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"net_cents": 19901, "gross_cents": 23682}, "BR-CO-10"),
        ({"gross_cents": 23680}, "BR-CO-15"),
        ({"vat_cents": 3780, "gross_cents": 23680}, "BR-CO-17"),
        ({"due_on": None}, "BR-CO-25"),
    ],
)
def test_a_document_that_does_not_add_up_is_refused(change: dict[str, int | date | None], rule: str) -> None:
    with pytest.raises(DoesNotAddUp, match=rule):
        check(replace(INVOICE, **change))  # type: ignore[arg-type]


def test_the_page_in_the_pdf_shows_the_sums_of_the_xml() -> None:
    shown = [value["text"] for _name, value in pdf._data(INVOICE, AT)["sums"]]
    assert [int(re.sub(r"\D", "", text)) for text in shown] == [19900, 3781, 23681]
