"""The mail is lost: it comes once more, to buyers alone; nobody learns who is one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from marketplace.vouchers.models import OfferKind, Order
from tests.make import NOON, make_offer, make_order, make_voucher
from tests.marketplace.vouchers.buying.steps import form_for
from tests.post import deliver_all
from tests.words import words

PAGE = "/gutscheine/noch-einmal/"


def bought(email: str, **voucher: object) -> None:
    make_voucher(order=make_order(email=email, fulfilled_at=NOON), **voucher)


def ask(site: Client, email: str) -> str:
    answer = site.post(PAGE, {"email": email})
    assert answer.status_code == 200
    return words(answer)


def test_the_buyer_and_a_stranger_hear_the_same(ute: Client) -> None:
    bought("ute@example.org")
    assert ask(ute, "Ute@example.org") == ask(ute, "niemand@example.org")
    assert [letter.to for letter in deliver_all()] == [["ute@example.org"]]


def test_the_page_does_the_same_work_for_both(ute: Client) -> None:
    bought("ute@example.org")
    ask(ute, "warm@example.org")  # from here on the region is known
    asked = []
    for address in ("ute@example.org", "niemand@example.org"):
        with CaptureQueriesContext(connection) as queries:
            ask(ute, address)
        asked.append([query["sql"].split()[:3] for query in queries])
    assert asked[0] == asked[1]


def test_all_that_is_left_comes_in_one_letter(ute: Client) -> None:
    bought("ute@example.org")
    bought("ute@example.org")
    ask(ute, "ute@example.org")
    [letter] = deliver_all()
    assert letter.subject == "Ihre Gutscheine noch einmal"
    assert len(letter.attachments) == 2
    assert all(f"/bestellung/{order.token}/" in letter.body for order in Order.objects.all())


def test_what_is_used_up_or_blocked_is_not_sent(ute: Client) -> None:
    bought("ute@example.org", left_cents=0)
    bought("ute@example.org", blocked_at=NOON)
    ask(ute, "ute@example.org")
    assert deliver_all() == []


def test_nobody_is_flooded(ute: Client) -> None:
    bought("ute@example.org")
    for _ in range(5):
        ask(ute, "ute@example.org")
    assert len(deliver_all()) == 2
    assert ute.post(PAGE, {"email": "ute"}).status_code == 422


def test_amounts_to_tap_are_within_what_is_offered(ute: Client) -> None:
    offer = make_offer(kind=OfferKind.FREE, price_cents=None, min_cents=2000, max_cents=6000)
    html = ute.get(offer.get_absolute_url()).content.decode()
    assert [f'data-fill="id_amount" value="{euros}"' in html for euros in (10, 25, 50, 100)] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(("email", "asked"), [("ute@gmial.com", True), ("ute@example.org", False)])
def test_a_slip_in_the_address_is_asked_about_and_refused_never(ute: Client, email: str, asked: bool) -> None:
    offer = make_offer()
    review = f"{offer.get_absolute_url()}pruefung/"
    page = ute.post(review, form_for(offer, email=email))
    assert page.status_code == 200
    assert ("Meinten Sie eine andere Adresse? Ja, ute@gmail.com" in words(page)) == asked
    corrected = ute.post(review, form_for(offer, email=[email, "ute@gmail.com"]))  # the button stands after the field
    assert "ute@gmail.com" in words(corrected)
