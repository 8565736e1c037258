"""A settlement on paper says what is in the sum, and not the whole account."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from billing.bank.payouts.kind import AnyPayouts
from billing.bank.payouts.pay import mark_paid
from kreislauf.accounts.models import Role
from kreislauf.regions import RegionCard
from marketplace.regionwide.models import Claim
from marketplace.subsidies.models import Line, Subsidy
from tests.billing.bank.payouts import REGIONWIDE, SUBSIDIES, make_settlement
from tests.conftest import make_client
from tests.make import make_business, make_owner, make_user

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
OWN = {REGIONWIDE: "/betrieb/region-gutschein/abrechnung/{}.pdf", SUBSIDIES: "/betrieb/zuschuesse/abrechnung/{}.pdf"}


@pytest.fixture
def chief(in_kiel: RegionCard) -> Client:
    return make_client(in_kiel, user=make_user(role=Role.ADMINISTRATOR))


def claimed(count: int) -> Any:
    one = make_settlement(REGIONWIDE, cents=count * 10_00, until=NOON)
    claims = (
        Claim(business=one.business, key=f"redeem:{n}", redemption_id=n, voucher="…M2VH", cents=10_00, at=NOON)
        for n in range(count)
    )
    Claim.objects.bulk_create(claims)
    Claim.objects.update(settlement=one)
    return one


def subsidised() -> Any:
    one = make_settlement(SUBSIDIES, cents=5_00)
    subsidy = Subsidy.objects.create(
        action=one.action,
        business=one.business,
        order_id=7,
        order_number="K7M2-VH3P",
        pieces=1,
        unit_cents=5_00,
        paid_cents=20_00,
        reserved_at=NOON,
    )
    Line.objects.create(subsidy=subsidy, key="issue:7", cents=5_00, at=NOON, settlement=one)
    return one


def pages_of(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(io.BytesIO(answer.content)).pages]


def office_page(payouts: AnyPayouts, one: Any) -> str:
    return payouts.url("settlement_paper", one.pk)


def test_what_was_redeemed_stands_on_the_paper_with_its_sum(chief: Client) -> None:
    one = claimed(2)
    (page,) = pages_of(chief, office_page(REGIONWIDE, one))
    for words in (
        "Landeshauptstadt Kiel",
        one.business.name,
        f"Abrechnung {one.number}",
        "Eingelöst bis 20.11.2026, 12:00 Uhr",
        "IBAN DE02 … 2051",
        f"Verwendungszweck Gutscheine der Region Abrechnung {one.number} bis 20.11.2026",
        "20.11.2026 12:00 Einlösung 1 …M2VH 10,00",
        f"Summe {one.number} 20,00",
        "noch nicht ausgezahlt",
        "1 / 1",
    ):
        assert words in page
    assert one.iban not in page.replace(" ", "")
    mark_paid(REGIONWIDE, one, by="Ute", at=NOON)
    assert "Ausgezahlt am 20.11.2026" in pages_of(chief, office_page(REGIONWIDE, one))[0]


def test_many_lines_take_several_pages_each_with_the_table_s_head(chief: Client) -> None:
    one = claimed(120)
    pages = pages_of(chief, office_page(REGIONWIDE, one))
    assert len(pages) > 2
    assert all("Vorgang" in page and f"{number} / {len(pages)}" in page for number, page in enumerate(pages, 1))
    assert "Betrag 1.200,00 €" in pages[0]
    assert f"Summe {one.number} 1.200,00" in pages[-1]


def test_of_very_many_lines_it_shows_the_first_and_says_so(chief: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("billing.bank.payouts.paper.MOST", 3)
    one = claimed(5)
    (page,) = pages_of(chief, office_page(REGIONWIDE, one))
    assert page.count("Einlösung") == 3
    assert "Die Summe gilt für alle 5." in page
    assert f"Summe {one.number} 50,00" in page


def test_subsidies_name_their_action_and_the_orders(chief: Client) -> None:
    one = subsidised()
    (page,) = pages_of(chief, office_page(SUBSIDIES, one))
    for words in ("Aktion Weihnachten in Kiel", "Von Kreis Plön", "K7M2-VH3P 20.11.2026 5,00", "Summe 5,00"):
        assert words in page


@pytest.mark.parametrize("payouts", OWN, ids=lambda one: one.log)
def test_a_business_opens_its_own_and_nobody_else_s(in_kiel: RegionCard, payouts: AnyPayouts) -> None:
    one = claimed(1) if payouts is REGIONWIDE else subsidised()
    address = OWN[payouts].format(one.pk)
    own = make_client(in_kiel, user=make_owner(one.business))
    assert f"Abrechnung {one.number}" in pages_of(own, address)[0]
    other = make_client(in_kiel, user=make_owner(make_business(name="Blumen Petersen")))
    assert other.get(address).status_code == 404


@pytest.mark.parametrize("payouts", OWN, ids=lambda one: one.log)
def test_the_pages_lead_to_the_paper(in_kiel: RegionCard, chief: Client, payouts: AnyPayouts) -> None:
    one = claimed(1) if payouts is REGIONWIDE else subsidised()
    assert office_page(payouts, one) in chief.get(payouts.url("settlement", one.pk)).content.decode()
    own = make_client(in_kiel, user=make_owner(one.business))
    above = f"/betrieb/region-gutschein/abrechnung/{one.pk}/" if payouts is REGIONWIDE else "/betrieb/zuschuesse/"
    assert OWN[payouts].format(one.pk) in own.get(above).content.decode()
