"""Receipts for redemptions: VAT as the kind of voucher asks, on a roll or A4, nobody's name on them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from django.test import Client
from pypdf import PdfReader

from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.vouchers.models import Redemption, TaxSplit, VatKind
from marketplace.vouchers.receipts.document import Paper, receipt_pdf, tax_of
from marketplace.vouchers.till.redeem import redeem
from marketplace.vouchers.till.reverse import reverse
from tests.make import make_business, make_cashier, make_owner
from tests.marketplace.vouchers.books.sold import day, sell
from tests.post import deliver_all
from tests.words import words


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business(name="Bäckerei Jansen")


@pytest.fixture
def lena(bakery: Business, in_kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(in_kiel, user=make_cashier(bakery))


@pytest.fixture
def bread(bakery: Business) -> Redemption:
    """30 euros off a multi-purpose voucher."""
    (voucher,) = sell(bakery, at=day(11, 3), buyer_name="Ute Brandt", recipient_name="Momme")
    return redeem(voucher.code, by=bakery, actor="Jan", amount_cents=3000, at=day(11, 4), key="1")


@pytest.fixture
def breakfast(bakery: Business) -> Redemption:
    (voucher,) = sell(bakery, at=day(11, 3), price_cents=2450, vat_kind=VatKind.SINGLE, vat_rate=7)
    return redeem(voucher.code, by=bakery, actor="Jan", amount_cents=2450, at=day(11, 4), key="1")


def text_of(redemption: Redemption, paper: Paper = Paper.A4) -> str:
    pages = PdfReader(io.BytesIO(receipt_pdf(redemption, paper))).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages).replace("\u00a0", " "))


def page_of(redemption: Redemption) -> str:
    return f"/betrieb/kasse/einloesung/{redemption.pk}/beleg/"


def test_without_a_rate_it_is_a_quittance_without_vat(bread: Redemption) -> None:
    text = text_of(bread)
    assert "Quittung" in text
    assert "Bäckerei Jansen Holtenauer Straße 12 24105 Kiel" in text
    assert "04.11.2026, 11:00 Uhr" in text
    assert "mit Gutschein bezahlt 30,00 €" in text
    assert "Ohne Ausweis der Umsatzsteuer." in text


def test_rates_said_at_the_till_are_shown_net_tax_and_gross(bread: Redemption, lena: Client) -> None:
    answer = lena.post(page_of(bread), {"cents_19": "10", "cents_7": "20,00"})
    assert answer.status_code == 302
    text = text_of(bread)
    assert "19 % 8,40 € 1,60 € 10,00 €" in text
    assert "7 % 18,69 € 1,31 € 20,00 €" in text
    assert "Ohne Ausweis" not in text


def test_all_at_one_rate_is_one_tap_and_said_once(bread: Redemption, lena: Client) -> None:
    lena.post(page_of(bread), {"all_at": "7"})
    lena.post(page_of(bread), {"all_at": "7"})
    assert TaxSplit.objects.get().by_rate == {7: 3000}

    again = lena.post(page_of(bread), {"all_at": "19"})

    assert again.status_code == 422
    assert TaxSplit.objects.get().by_rate == {7: 3000}


@pytest.mark.parametrize("typed", [{"cents_19": "29,99"}, {"cents_19": "40"}, {}, {"cents_7": "-5", "cents_19": "35"}])
def test_parts_must_come_to_the_amount(bread: Redemption, lena: Client, typed: dict[str, str]) -> None:
    assert lena.post(page_of(bread), typed).status_code == 422
    assert not TaxSplit.objects.exists()


def test_a_single_purpose_voucher_was_taxed_before_and_the_receipt_says_so(breakfast: Redemption, lena: Client) -> None:
    text = text_of(breakfast)
    assert "Einzweck-Gutschein: 7 % Umsatzsteuer sind schon mit seinem Verkauf berechnet" in text
    assert "Netto" not in text
    assert "schon mit dem Verkauf versteuert" in words(lena.get(page_of(breakfast)))
    assert lena.post(page_of(breakfast), {"all_at": "7"}).status_code == 422


def test_a_roll_is_80_mm_wide_and_as_long_as_it_gets(bread: Redemption, lena: Client) -> None:
    answer = lena.get(f"{page_of(bread)[:-1]}.pdf?papier=80")
    (page,) = PdfReader(io.BytesIO(answer.content)).pages
    width, height = (float(side) / 72 * 25.4 for side in page.mediabox[2:])
    assert (round(width), 40 < height < 120) == (80, True)
    assert answer["Content-Type"] == "application/pdf"
    (sheet,) = PdfReader(io.BytesIO(lena.get(f"{page_of(bread)[:-1]}.pdf").content)).pages
    assert [round(float(side) / 72 * 25.4) for side in sheet.mediabox[2:]] == [210, 297]


def test_nobody_is_named_on_it(bread: Redemption) -> None:
    text = text_of(bread)
    assert [word for word in ("Ute", "Momme", "example.org", bread.voucher.code, "Jan ") if word in text] == []


def test_it_goes_by_mail_to_an_address_that_is_forgotten(bread: Redemption, lena: Client) -> None:
    lena.post(f"{page_of(bread)}mail/", {"email": "momme@example.org"})

    (mail,) = [one for one in deliver_all() if one.to == ["momme@example.org"]]
    assert "Ihr Beleg von Bäckerei Jansen" in mail.subject
    assert [name for name, _content, _kind in mail.attachments] == [f"beleg-{bread.pk}.pdf"]
    assert not outbox().filter(recipient="momme@example.org").exists()


def test_a_till_is_no_way_to_write_to_strangers(bread: Redemption, lena: Client) -> None:
    for number in range(5):
        lena.post(f"{page_of(bread)}mail/", {"email": f"momme{number}@example.org"})
    assert outbox().of(bread).count() == 3


def test_what_was_reversed_has_no_receipt(bread: Redemption, lena: Client) -> None:
    reverse(bread, reason="Falscher Betrag", by="Jan", at=day(11, 4))
    assert lena.get(page_of(bread)).status_code == 302
    assert lena.get(f"{page_of(bread)[:-1]}.pdf").status_code == 302
    lena.post(f"{page_of(bread)}mail/", {"email": "momme@example.org"})
    assert outbox().of(bread).count() == 0


def test_another_business_sees_nothing(
    bread: Redemption, in_kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    stranger = client_for(in_kiel, user=make_owner(make_business(name="Kino")))
    assert [stranger.get(page).status_code for page in (page_of(bread), f"{page_of(bread)[:-1]}.pdf")] == [404, 404]


def test_tax_is_rounded_to_the_nearest_cent() -> None:
    assert [tax_of(cents, rate) for cents, rate in ((119, 19), (107, 7), (1, 19), (3, 19), (4, 19), (100, 0))] == [
        *(19, 7, 0, 0, 1, 0)
    ]
