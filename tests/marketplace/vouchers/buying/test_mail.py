"""The mail with the vouchers: once, whatever happens on the way."""

from __future__ import annotations

import io
from typing import Any

import pytest
import zxingcpp
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from kreislauf.codes import grouped
from kreislauf.regions import RegionCard
from marketplace.vouchers.documents import voucher_document, voucher_sheet
from marketplace.vouchers.emails import send_vouchers
from marketplace.vouchers.models import Order, Voucher
from marketplace.vouchers.tasks import sweep_mails_here
from tests.kreislauf.voucher_png import voucher_png
from tests.make import NOON, make_offer
from tests.marketplace.vouchers.buying.steps import ordered, pay

pytestmark = pytest.mark.django_db


class Broken(EmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError


def test_the_mail_is_sent_once_however_often_it_is_asked_for(in_kiel: RegionCard) -> None:
    order = pay(ordered(make_offer()))
    for _ in range(3):
        send_vouchers(order.pk, at=NOON)
    order.refresh_from_db()
    assert (len(mail.outbox), order.mailed_at) == (1, NOON)


def test_an_order_without_vouchers_is_not_mailed(in_kiel: RegionCard) -> None:
    send_vouchers(ordered(make_offer()).pk, at=NOON)
    assert mail.outbox == []


def test_a_mail_server_that_hangs_up_leaves_the_mail_to_be_sent(in_kiel: RegionCard, settings: Any) -> None:
    order = pay(ordered(make_offer()))
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Broken"
    with pytest.raises(ConnectionRefusedError):
        send_vouchers(order.pk, at=NOON)
    order.refresh_from_db()
    assert order.mailed_at is None
    settings.EMAIL_BACKEND = backend
    send_vouchers(order.pk, at=NOON)
    assert len(mail.outbox) == 1


def test_what_the_queue_lost_is_found_and_sent(in_kiel: RegionCard, at_once: None) -> None:
    lost, fresh = pay(ordered(make_offer(), key="a")), pay(ordered(make_offer(), key="b"))
    Order.objects.filter(pk=lost.pk).update(fulfilled_at=NOON)
    sweep_mails_here()
    lost.refresh_from_db()
    fresh.refresh_from_db()
    assert (len(mail.outbox), lost.mailed_at is not None, fresh.mailed_at) == (1, True, None)


def test_the_mail_says_everything_in_plain_text_too(in_kiel: RegionCard) -> None:
    order = pay(ordered(make_offer(title="Frühstück & Brunch", price_cents=2500, terms="Nur samstags."), quantity=2))
    send_vouchers(order.pk, at=timezone.now())
    (letter,) = mail.outbox
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
    order = pay(ordered(make_offer(), is_gift=True, recipient_name="Jan", greeting="Alles Gute!"))
    send_vouchers(order.pk, at=NOON)
    (letter,) = mail.outbox
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
