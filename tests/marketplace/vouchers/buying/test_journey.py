"""Ute buys a voucher, from the offer to the mail."""

from __future__ import annotations

import io

import pytest
from django.core import mail
from django.test import Client
from pypdf import PdfReader

from marketplace.vouchers.codes import grouped
from marketplace.vouchers.models import Order, Voucher
from tests.make import make_offer
from tests.marketplace.vouchers.buying.steps import balances, bought_by_hand, checkout_of, look, world


def test_ute_buys_two_vouchers_as_a_present_and_gets_them_by_mail(
    ute: Client, at_once: None, django_capture_on_commit_callbacks
) -> None:  # type: ignore[no-untyped-def]
    offer = make_offer(title="Frühstück für zwei", price_cents=2500, stock_left=10, terms="Nur samstags.")
    assert ute.get(offer.get_absolute_url()).status_code == 200

    onward = bought_by_hand(ute, offer, quantity="2", is_gift="on", recipient_name="Jan", greeting="Alles Gute!")
    order = Order.objects.get()
    assert onward == f"http://kiel.localhost/sandbox/{checkout_of(order).ref}/"
    page = ute.get(order.get_absolute_url())
    assert "Wir prüfen Ihre Zahlung." in page.content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        world.pay(checkout_of(order))
        look(order)
    page = ute.get(order.get_absolute_url())
    assert page.status_code == 200
    assert "Danke! Ihr Geschenk ist fertig." in page.content.decode()
    codes = list(Voucher.objects.order_by("position").values_list("code", flat=True))
    assert all(grouped(code) in page.content.decode() for code in codes)
    assert balances() == {"money:sandbox": 5000, f"open:{offer.business_id}": -5000}

    (letter,) = mail.outbox
    assert letter.to == ["ute@example.org"]
    assert letter.subject == "Ihr Geschenk von Bäckerei Jansen"
    names = [attachment[0] for attachment in letter.attachments]
    assert names == [f"gutschein-{order.number}-1.pdf", f"gutschein-{order.number}-2.pdf"]
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(letter.attachments[0][1])).pages)
    assert codes[0][:4] in text
    assert "Jan" in text
    assert "Alles Gute!" in text
    offer.refresh_from_db()
    assert offer.stock_left == 8


pytestmark = pytest.mark.django_db
