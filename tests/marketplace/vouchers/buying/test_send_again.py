"""The mail is lost: it comes once more, to buyers alone; nobody learns who is one."""

from __future__ import annotations

import pytest
from django.test import Client

from kreislauf.audit.models import Entry
from kreislauf.mail.outbox import outbox
from marketplace.vouchers.models import OfferKind
from tests.make import NOON, make_offer, make_order, make_voucher
from tests.marketplace.vouchers.buying.steps import form_for
from tests.words import words

PAGE = "/gutscheine/noch-einmal/"


def written() -> list[str]:
    return list(outbox().filter(kind="vouchers.vouchers").values_list("recipient", flat=True))


def bought(email: str, **voucher: object) -> None:
    make_voucher(order=make_order(email=email, fulfilled_at=NOON), **voucher)


def ask(site: Client, email: str) -> str:
    answer = site.post(PAGE, {"email": email})
    assert answer.status_code == 200
    return words(answer)


def test_the_buyer_and_a_stranger_hear_the_same(ute: Client) -> None:
    bought("ute@example.org")
    assert ask(ute, "Ute@example.org") == ask(ute, "niemand@example.org")
    assert written() == ["ute@example.org"]
    assert Entry.objects.get().action == "order.resent"


def test_what_is_used_up_or_blocked_is_not_sent(ute: Client) -> None:
    bought("ute@example.org", left_cents=0)
    bought("ute@example.org", blocked_at=NOON)
    ask(ute, "ute@example.org")
    assert written() == []


def test_nobody_is_flooded(ute: Client) -> None:
    bought("ute@example.org")
    for _ in range(5):
        ask(ute, "ute@example.org")
    assert len([entry for entry in Entry.objects.all() if entry.action == "order.resent"]) == 2
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
