"""Somebody phones: from a business, an offer, an order or a voucher staff finds all that belongs to it."""

from __future__ import annotations

from datetime import date

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from billing.ledger.post import post
from billing.payments.models import Attempt, AttemptState, Charge, Refund, RefundState
from kreislauf.audit.record import record
from kreislauf.house import declared
from kreislauf.web.row_page import row_page
from marketplace.vouchers.books.period import Period
from marketplace.vouchers.books.trial_balance import by_account, by_kind
from marketplace.vouchers.models import Declaration, Order, Redemption, Withdrawal
from marketplace.vouchers.withdrawal.emails import refunded, withdrawal_lapsed
from tests.make import NOON, make_business, make_offer, make_order, make_voucher
from tests.words import words

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def order(in_kiel: object) -> Order:
    """Paid, one voucher, partly redeemed, one euro sent back."""
    offer = make_offer(business=make_business(name="Bäckerei Jansen"), title="Frühstück für zwei")
    order = make_order(offer=offer, email="oma@example.org", fulfilled_at=NOON, mailed_at=NOON)
    voucher = make_voucher(order=order, value_cents=2500, left_cents=2000)
    Redemption.objects.create(
        voucher=voucher, amount_cents=500, redeemed_at=NOON, by="Jan", key="tap", left_after_cents=2000
    )
    Withdrawal.objects.create(
        voucher=voucher, name="Oma", email="oma@example.org", declared_at=NOON, accepted=False, refusal="used"
    )
    attempt = Attempt.objects.create(
        purpose="voucher",
        order_id=order.pk,
        provider="sandbox",
        return_url="https://kiel.example/",
        amount_cents=2500,
        title="Frühstück",
        email=order.email,
        state=AttemptState.SUCCEEDED,
        created_at=NOON,
    )
    charge = Charge.objects.create(attempt=attempt, provider_ref="c1", amount_cents=2500, received_at=NOON, taken=True)
    Refund.objects.create(
        charge=charge,
        amount_cents=100,
        reason="Kulanz",
        state=RefundState.SUCCEEDED,
        requested_by="Ute",
        requested_at=NOON,
    )
    for action, row in (("order.placed", order), ("voucher.blocked", voucher), ("payment.succeeded", attempt)):
        record(action, row, by="system", at=NOON)
    return order


def pages(order: Order) -> dict[str, str]:
    voucher = order.vouchers.earliest("position")
    return {
        "business": reverse("businesses:office:detail", args=[order.offer.business_id]),
        "offer": reverse("vouchers:office:offer", args=[order.offer_id]),
        "order": reverse("vouchers:office:order", args=[order.pk]),
        "voucher": reverse("vouchers:office:voucher", args=[voucher.pk]),
    }


def test_each_leads_to_each(office: Client, order: Order) -> None:
    addresses = pages(order)
    html = {name: office.get(address).content.decode() for name, address in addresses.items()}
    leads = {name: {other for other in addresses if f'href="{addresses[other]}"' in html[name]} for name in addresses}
    assert leads["business"] >= {"offer", "order", "voucher"}
    assert leads["offer"] >= {"business", "order", "voucher"}
    assert leads["order"] >= {"business", "offer", "voucher"}
    assert leads["voucher"] >= {"business", "offer", "order"}


def test_the_page_of_an_order_says_all_of_its_money(office: Client, order: Order) -> None:
    page = words(office.get(pages(order)["order"]))
    for said in (
        "oma@example.org",
        "25,00 € bezahlt",
        "25,00 € angekommen",
        "1,00 € Erstattung: erstattet Kulanz",
        "schon eingelöst, der Betrieb entscheidet",
        "Bestellung eingegangen",
        "Gutschein gesperrt",
        "Zahlung angekommen",
    ):
        assert said in page


def test_the_page_of_a_business_is_short_and_leads_to_all(office: Client, order: Order) -> None:
    for number in range(9):
        make_voucher(order=make_order(offer=order.offer, email=f"kundin{number}@example.org", fulfilled_at=NOON))
    page = office.get(pages(order)["business"]).content.decode()
    assert page.count("kundin") == 5
    number = order.offer.business_id
    for path in ("angebote/", "bestellungen/", ""):
        assert f'href="/verwaltung/gutscheine/{path}?betrieb={number}"' in page
    assert "54,3" not in page


def test_the_lists_know_a_business_alone(office: Client, order: Order) -> None:
    other = make_voucher(business=make_business(name="Fischbude"))
    for path in ("", "angebote/", "bestellungen/"):
        page = words(office.get(f"/verwaltung/gutscheine/{path}?betrieb={order.offer.business_id}"))
        assert "nur Bäckerei Jansen" in page
        assert "Fischbude" not in page
    assert office.get("/verwaltung/gutscheine/?betrieb=99999999999999").status_code == 200
    assert "Fischbude" in words(office.get("/verwaltung/gutscheine/"))
    assert other.business.name == "Fischbude"


@pytest.mark.parametrize(("name", "queries"), [("business", 25), ("offer", 11), ("order", 16), ("voucher", 11)])
@pytest.mark.parametrize("more", [0, 3])
def test_more_rows_ask_no_more_questions(  # type: ignore[no-untyped-def]
    office: Client, order: Order, name: str, queries: int, more: int, django_assert_num_queries
) -> None:
    for position in range(more):
        make_voucher(order=order, position=position + 2, value_cents=100)
        make_voucher(order=make_order(offer=order.offer, fulfilled_at=NOON))
        record("offer.changed", order.offer, by="Ute", at=NOON)
    with django_assert_num_queries(queries):
        assert office.get(pages(order)[name]).status_code == 200


def test_every_entry_of_the_log_leads_to_its_subject(office: Client, order: Order) -> None:
    page = office.get("/verwaltung/protokoll/").content.decode()
    addresses = pages(order)
    assert f'href="{addresses["order"]}"' in page
    assert f'href="{addresses["voucher"]}"' in page
    attempt = Attempt.objects.get()
    assert f'href="/verwaltung/zahlungen/{attempt.pk}/"' in page
    assert office.get(f"/verwaltung/zahlungen/{attempt.pk}/")["Location"] == addresses["order"]


def test_the_log_knows_one_subject_alone(office: Client, order: Order) -> None:
    record("offer.published", order.offer, by="Jan", at=NOON)
    page = words(office.get(f"/verwaltung/protokoll/?zu=vouchers.Offer:{order.offer_id}"))
    assert "Angebot veröffentlicht" in page
    assert "Bestellung eingegangen" not in page
    for odd in ("x", "vouchers.Offer:", "vouchers.Offer:99999999999999999999", "a.b:1;"):
        assert office.get("/verwaltung/protokoll/", {"zu": odd}).status_code == 200


def test_every_declared_link_leads_from_a_model_or_an_action_to_a_page() -> None:
    for name, route in declared("log_links").items():
        assert name in declared("log_words") or apps.get_model(name)
        assert row_page(route, 1).startswith("/verwaltung/")
    for route in declared("journal_links").values():
        assert row_page(route, 1).startswith("/verwaltung/")
    assert set(declared("journal_links")) <= set(declared("journal_words"))


def test_the_accounts_have_sums_and_balances(office: Client, order: Order) -> None:
    business = order.offer.business_id
    post(
        "charge:1",
        at=NOON.replace(year=2025),
        memo="Zahlung",
        lines=[("money:sandbox", 2500), (f"open:{business}", -2500)],
    )
    post("redeem:1", at=NOON, memo="Einlösung", lines=[(f"open:{business}", 500), (f"redeemed:{business}", -500)])
    assert [
        (row.code, row.opening_cents, row.debit_cents, row.credit_cents, row.closing_cents) for row in by_kind(YEAR)
    ] == [
        ("money", 2500, 0, 0, 2500),
        ("open", -2500, 500, 0, -2000),
        ("redeemed", 0, 0, 500, -500),
    ]
    assert [row.closing_cents for row in by_account(YEAR, [f"open:{business}"])] == [-2000]

    page = words(office.get("/verwaltung/konten/?von=2026-01-01&bis=2026-12-31"))
    assert "So viel schulden die Betriebe ihrer Kundschaft. −25,00 € 5,00 € 0,00 € −20,00 €" in page
    assert "Summe 0,00 € 5,00 € 5,00 € 0,00 €" in page
    page = words(office.get("/verwaltung/konten/?art=open&von=2026-01-01&bis=2026-12-31"))
    assert "Offene Gutscheine: Bäckerei Jansen −25,00 €" in page
    file = office.get("/verwaltung/konten.csv?von=2026-01-01&bis=2026-12-31").getvalue().decode("utf-8-sig")
    assert f"open:{business};Offene Gutscheine: Bäckerei Jansen;-25,00;5,00;0,00;-20,00" in file


def test_a_booking_says_in_words_what_it_is_and_leads_there(office: Client, order: Order) -> None:
    redemption = Redemption.objects.get()
    business = order.offer.business_id
    lines = [(f"redeemed:{business}", -500), (f"open:{business}", 500)]
    post(f"redeem:{redemption.pk}", at=NOON, memo="Einlösung", lines=lines)
    page = office.get("/verwaltung/buchungen/?von=2026-01-01&bis=2026-12-31")
    assert f'<a href="/verwaltung/gutscheine/einloesungen/{redemption.pk}/">Eingelöst</a>' in page.content.decode()
    debit, credit = "Offene Gutscheine: Bäckerei Jansen 5,00", "Eingelöst: Bäckerei Jansen 5,00"
    assert words(page).index(debit) < words(page).index(credit)
    there = office.get(f"/verwaltung/gutscheine/einloesungen/{redemption.pk}/")
    assert there["Location"] == f"{pages(order)['voucher']}#einloesungen"


def test_debit_stands_before_credit(office: Client, order: Order) -> None:
    """The ledger writes its lines by account, so a reversal's credit („Offene Gutscheine“) comes out of it first."""
    business = order.offer.business_id
    lines = [(f"redeemed:{business}", 500), (f"open:{business}", -500)]
    post("reverse:1", at=NOON, memo="Storno", lines=lines)
    page = words(office.get("/verwaltung/buchungen/?von=2026-01-01&bis=2026-12-31"))
    assert "Eingelöst: Bäckerei Jansen 5,00 € Offene Gutscheine: Bäckerei Jansen 5,00 €" in page


def test_an_order_shows_the_mails_about_its_vouchers_and_declarations(order: Order, office: Client) -> None:
    declaration = Declaration.objects.create(
        order=order, number=order.number, name="Oma", email="oma@example.org", fits=True, declared_at=NOON
    )
    refunded.queue(order.vouchers.get(), to="voucher@example.org")
    withdrawal_lapsed.queue(declaration, to="declaration@example.org")
    page = words(office.get(f"/verwaltung/gutscheine/bestellungen/{order.pk}/"))
    assert "Widerruf nicht bestätigt declaration@example.org" in page
    assert "Geld ist zurück voucher@example.org" in page
