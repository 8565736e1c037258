"""The mail with the vouchers: once, whatever happens on the way."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from django.test import Client
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.vouchers.codes import grouped
from marketplace.vouchers.models import Voucher
from marketplace.vouchers.sheet.document import voucher_document, voucher_sheet
from tests.make import make_business, make_offer
from tests.marketplace.vouchers.buying.steps import ordered, pay
from tests.marketplace.vouchers.sheet.voucher_png import voucher_png
from tests.post import deliver_all

pytestmark = pytest.mark.django_db


def test_the_mail_is_sent_once_however_often_it_is_asked_for(in_kiel: RegionCard) -> None:
    order = pay(ordered(make_offer()))
    assert [len(deliver_all()) for _ in range(3)] == [1, 0, 0]
    order.refresh_from_db()
    assert order.mailed_at is not None


def test_an_order_without_vouchers_is_not_mailed(in_kiel: RegionCard) -> None:
    ordered(make_offer())
    assert deliver_all() == []


def test_the_mail_says_everything_in_plain_text_too(in_kiel: RegionCard) -> None:
    order = pay(ordered(make_offer(title="Frühstück & Brunch", price_cents=2500, terms="Nur samstags."), quantity=2))
    (letter,) = deliver_all()
    assert letter.subject == "Ihre 2 Gutscheine von Bäckerei Jansen"
    assert letter.reply_to == ["backstube@example.org"]
    for words in (
        "Guten Tag Ute Brandt,",
        "Frühstück & Brunch",
        *(grouped(voucher.code) for voucher in order.vouchers.all()),
        f"http://kiel.localhost/bestellung/{order.token}/",
        f"http://kiel.localhost/widerruf/?bestellung={order.token}",
        f"Bestellung {order.number}, bezahlt: 50,00\xa0€",
        "Nur samstags.",
    ):
        assert words in str(letter.body)
    html = str(letter.alternatives[0][0])
    assert "Frühstück &amp; Brunch" in html
    assert "http://kiel.localhost" in html


def test_a_present_is_written_as_one(in_kiel: RegionCard) -> None:
    pay(ordered(make_offer(), is_gift=True, recipient_name="Jan", greeting="Alles Gute!"))
    (letter,) = deliver_all()
    assert letter.to == ["ute@example.org"]
    assert letter.subject == "Ihr Geschenk von Bäckerei Jansen"
    assert "Ein Geschenk für Jan" in str(letter.alternatives[0][0])


def test_the_pdf_has_code_value_terms_and_greeting_on_one_tagged_page(in_kiel: RegionCard) -> None:
    order = pay(
        ordered(
            make_offer(title="Röstkurs", price_cents=4900, terms="Bitte vorher anrufen."),
            is_gift=True,
            recipient_name="Jan",
            greeting="Alles Gute!",
        )
    )
    voucher = Voucher.objects.select_related("order__offer", "business__category").get(order=order)
    reader = PdfReader(io.BytesIO(voucher_document(voucher)))
    text = " ".join(page.extract_text() for page in reader.pages)
    first, second = grouped(voucher.code)[:9], grouped(voucher.code)[10:]
    for words in ("Röstkurs", "49", "Für Jan", "Alles Gute!", "Bitte vorher anrufen.", "TEST", first, second):
        assert words in text
    assert len(reader.pages) == 1
    assert bool(reader.trailer["/Root"]["/MarkInfo"]["/Marked"])  # type: ignore[index]


def test_a_scanner_at_the_till_reads_the_printed_code(in_kiel: RegionCard) -> None:
    order = pay(ordered(make_offer()))
    voucher = Voucher.objects.select_related("order__offer", "business__category").get(order=order)
    (page,) = voucher_png(voucher_sheet(voucher), ppi=150)
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(page)).convert("L"))
    assert [code.text for code in found] == [f"http://kiel.localhost/g/{voucher.code}/"]


def test_a_sold_voucher_keeps_its_issuer_when_the_business_changes(ute: Client) -> None:
    """On the paper, in a mail that is sent again, on the order's page: who sold it still owes it."""
    order = pay(ordered(make_offer(business=make_business(name="Rösterei Kajüte", street="Kai 3"))))
    Business.objects.update(name="Kaffee Kaikante", street="Hafen 9")
    voucher = Voucher.objects.select_related("order__offer", "business__category").get()

    sheet = voucher_sheet(voucher)
    assert (sheet.business, sheet.issuer.splitlines()[0]) == ("Rösterei Kajüte", "Rösterei Kajüte")
    assert "Kai 3" in sheet.issuer

    letter = deliver_all()[-1]
    assert "Rösterei Kajüte, Kai 3" in str(letter.body)
    assert "Kaikante" not in f"{letter.subject}{letter.body}"

    html = ute.get(order.get_absolute_url()).content.decode()
    assert "Herausgeber: Rösterei Kajüte, Kai 3" in html
    assert "Zeigen Sie den Code bei Kaffee Kaikante" in html  # where it is redeemed is another question

    assert ordered(make_offer(business=Business.objects.get()), key="neu").issuer.name == "Kaffee Kaikante"


def test_what_was_withdrawn_or_blocked_is_not_sent_again(in_kiel: RegionCard) -> None:
    order = pay(ordered(make_offer(), quantity=3))
    Voucher.objects.filter(position=1).update(blocked_at=timezone.now())
    Voucher.objects.filter(position=2).update(refund_pending_at=timezone.now())
    (letter,) = deliver_all()
    assert [one.filename for one in letter.attachments] == [f"gutschein-{order.number}-3.pdf"]
