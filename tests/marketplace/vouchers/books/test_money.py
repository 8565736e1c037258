"""„Geld": what came in, what the provider kept, what reached the bank account, and of what each payout is made."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from billing.payments.converge import converge
from billing.payments.models import Attempt, Merchant, Payout, PayoutLine, PayoutLineKind
from billing.payments.payouts import sync_payouts
from billing.providers.sandbox import payouts as bank
from billing.providers.sandbox import world
from billing.providers.sandbox.models import SandboxCharge, SandboxPayout
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.vouchers.books.money.flows import Flow, flows_of
from marketplace.vouchers.models import Order
from marketplace.vouchers.orders.purchase import Buyer, purchase
from tests.billing import outside
from tests.billing.make import page_of
from tests.make import make_business, make_offer, make_owner
from tests.words import words


def buy(business: Business, cents: int) -> Order:
    """Bought and paid at the sandbox."""
    offer = make_offer(business=business, price_cents=cents, title=f"Korb für {cents}")
    buyer = Buyer(email="ute@example.org", name="Ute")
    purchase(offer, quantity=1, unit_cents=cents, buyer=buyer, key=f"k{offer.pk}", at=timezone.now())
    order = Order.objects.latest("pk")
    attempt = Attempt.objects.get(order_id=order.pk)
    world.pay(page_of(attempt))
    converge(attempt.pk, at=timezone.now())
    return order


def merchant_of(business: Business) -> Merchant:
    return Merchant.objects.get(business_id=business.pk)


def pay_out(business: Business, *, arrived: bool = True) -> Payout:
    merchant = merchant_of(business)
    bank.pay_out(merchant.key)
    if arrived:
        bank.end_payout(SandboxPayout.objects.filter(merchant=merchant.key).latest("pk"), arrived=True)
    sync_payouts(merchant.pk, at=timezone.now())
    return Payout.objects.latest("pk")


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business(name="Bäckerei Jansen")


@pytest.fixture
def baker(bakery: Business, in_kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(in_kiel, user=make_owner(bakery))


def test_all_that_came_in_is_somewhere(bakery: Business) -> None:
    buy(bakery, 5000)
    second = buy(bakery, 2000)
    outside.refund_outside(SandboxCharge.objects.get(checkout__title__contains="2000"), amount_cents=500)
    converge(Attempt.objects.get(order_id=second.pk).pk, at=timezone.now())
    pay_out(bakery)
    buy(bakery, 1000)
    pay_out(bakery, arrived=False)
    buy(bakery, 3000)

    merchant = merchant_of(bakery)
    fees = 100 + 55 + 40

    assert flows_of([merchant]) == {
        merchant.pk: Flow(
            came_in_cents=11000, went_back_cents=500, fees_cents=fees, paid_out_cents=6500 - 155,
            on_its_way_cents=960, there_cents=3000,
        )
    }  # fmt: skip


def test_a_business_sees_its_money_and_where_it_is(baker: Client, bakery: Business) -> None:
    buy(bakery, 5000)
    payout = pay_out(bakery)

    page = words(baker.get("/betrieb/geld/"))

    assert "eingegangen 50,00 € Gebühren 1,00 € ausgezahlt 49,00 €" in page
    assert f"{payout.arrives_on:%d.%m.%Y} 49,00 € angekommen {payout.provider_ref}" in page


def test_a_payout_says_what_it_is_made_of(baker: Client, bakery: Business) -> None:
    order = buy(bakery, 5000)
    payout = pay_out(bakery)

    page = words(baker.get(f"/betrieb/geld/{payout.pk}/"))

    assert f"Zahlung Korb für 5000 × 1 {order.number}" in page
    assert "50,00 € 1,00 € 49,00 €" in page
    assert "Summe, wie auf dem Kontoauszug 49,00 €" in page


def test_the_file_has_a_line_for_each_part_of_each_payout(baker: Client, bakery: Business) -> None:
    order = buy(bakery, 5000)
    payout = pay_out(bakery)
    today = f"{timezone.localdate():%d.%m.%Y}"
    expected = [
        payout.provider_ref, f"{payout.arrives_on:%d.%m.%Y}", "angekommen", "49,00", "Zahlung", "Korb für 5000 × 1",
        order.number, today, "50,00", "1,00", "49,00",
    ]  # fmt: skip

    for address in ("/betrieb/geld.csv", f"/betrieb/geld/{payout.pk}.csv"):
        file = baker.get(address).getvalue().decode("utf-8-sig")  # type: ignore[attr-defined]
        assert [line.split(";") for line in file.splitlines()[1:]] == [expected]


def test_what_nobody_knows_is_said(baker: Client, bakery: Business) -> None:
    buy(bakery, 5000)
    payout = pay_out(bakery)
    for number, (kind, ref) in enumerate(
        [
            (PayoutLineKind.FEE, ""),
            (PayoutLineKind.OTHER, "ch_elsewhere"),
            (PayoutLineKind.OTHER, payout.provider_ref),
            (PayoutLineKind.CHARGE, "ch_unknown"),
        ]
    ):
        PayoutLine.objects.create(
            payout=payout, provider_ref=f"txn_{number}", kind=kind, source_ref=ref, gross_cents=1, fee_cents=0,
            net_cents=1,
        )  # fmt: skip

    rows = baker.get(f"/betrieb/geld/{payout.pk}/").context["rows"]

    assert [str(row.what) for row in rows[1:]] == [
        "Gebühr ohne einzelne Zahlung",
        "Nicht über diese Plattform",
        "Aus einer Auszahlung, die zurückgekommen war",
        "Noch keiner Zahlung zugeordnet",
    ]


def test_a_payout_that_came_back_says_what_to_do(baker: Client, bakery: Business) -> None:
    buy(bakery, 5000)
    pay_out(bakery)
    bank.end_payout(SandboxPayout.objects.get(), arrived=False)
    sync_payouts(merchant_of(bakery).pk, at=timezone.now())
    payout = Payout.objects.get(state="failed")

    page = words(baker.get(f"/betrieb/geld/{payout.pk}/"))

    assert "Diese Auszahlung ist zurückgekommen" in page
    assert "Zu dieser IBAN gibt es kein Konto." in page


def test_nobody_sees_another_business_s_payout(baker: Client, bakery: Business) -> None:
    other = make_business(name="Buchladen")
    buy(other, 5000)
    payout = pay_out(other)

    assert baker.get(f"/betrieb/geld/{payout.pk}/").status_code == 404
    assert baker.get(f"/betrieb/geld/{payout.pk}.csv").status_code == 404
    assert "Noch kein Geld" in words(baker.get("/betrieb/geld/"))


def test_the_office_sees_every_business_and_the_region_s_own_account(office: Client, bakery: Business) -> None:
    buy(bakery, 5000)
    payout = pay_out(bakery)
    now = timezone.now()
    Merchant.objects.create(provider="sandbox", livemode=False, state="active", opened_at=now, changed_at=now)

    listed = words(office.get("/verwaltung/geld/"))
    assert "Die Region selbst 0,00 €" in listed
    assert "Bäckerei Jansen 50,00 € 0,00 € 1,00 € 49,00 € 0,00 € 0,00 €" in listed
    assert payout.provider_ref in words(office.get(f"/verwaltung/geld/{bakery.pk}/"))
    assert "Auszahlungen an die Region selbst" in words(office.get("/verwaltung/geld/region/"))
    assert "Korb für 5000" in words(office.get(f"/verwaltung/geld/auszahlungen/{payout.pk}/"))
    for address in ("/verwaltung/geld.csv", f"/verwaltung/geld/auszahlungen/{payout.pk}.csv"):
        assert "Korb für 5000" in office.get(address).getvalue().decode()  # type: ignore[attr-defined]


def test_accounts_of_merchants_have_the_name_of_their_business(office: Client, bakery: Business) -> None:
    buy(bakery, 5000)
    pay_out(bakery)
    name = "Bäckerei Jansen (Testkasse)"

    journals = words(office.get("/verwaltung/buchungen/"))
    assert f"Geld: {name}" in journals
    assert f"Gebühren: {name}" in journals
    assert "Der Zahlungsanbieter hat Geld auf das Bankkonto überwiesen." in journals
    assert f"Geld: {name}" in words(office.get("/verwaltung/konten/", {"art": "money"}))
    assert f"Geld: {name}" in words(office.get("/verwaltung/buchungen/", {"suche": "Jansen"}))


@pytest.mark.parametrize("more", [0, 3])
def test_more_payouts_ask_no_more_questions(
    baker: Client, bakery: Business, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1 + more):
        buy(bakery, 5000 + number)
        pay_out(bakery)

    with django_assert_num_queries(12):  # of which one is the menu's
        baker.get("/betrieb/geld/")
