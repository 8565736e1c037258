"""A voucher of the region in the books: of the region, of who took it, and of the tax office."""

from __future__ import annotations

import pytest
from django.utils import timezone

from billing.bank.payouts.pay import mark_paid
from marketplace.businesses.models import Business
from marketplace.regionwide.models import Settlement
from marketplace.regionwide.payouts.kind import PAYOUTS
from marketplace.regionwide.payouts.settle import settle
from marketplace.vouchers.books.account_names import account_names
from marketplace.vouchers.books.balances import balances_of
from marketplace.vouchers.books.datev.export import bookings_of
from marketplace.vouchers.books.datev.journals import Scope
from marketplace.vouchers.books.period import Period
from marketplace.vouchers.books.platform_tax.threshold import near
from marketplace.vouchers.books.vat_kinds import vat_rows
from marketplace.vouchers.models import DatevSettings, Voucher
from marketplace.vouchers.receipts.split_taxes import split_taxes
from marketplace.vouchers.till.day_report import day_report
from marketplace.vouchers.till.reverse import reverse
from tests.make import make_offer
from tests.marketplace.regionwide.steps import make_issuer, take, taking_part
from tests.marketplace.vouchers.buying.steps import ordered, pay

pytestmark = pytest.mark.usefixtures("in_kiel")
TODAY = Period(timezone.localdate(), timezone.localdate())


@pytest.fixture
def voucher() -> Voucher:
    """Sold by the region for fifty euros."""
    offer = make_offer(business=make_issuer(), title="Kiel-Gutschein", price_cents=50_00)
    return pay(ordered(offer)).vouchers.get()


def settled() -> Settlement:
    now = timezone.now()
    settle(now, by="Ute", at=now)
    one = Settlement.objects.get()
    mark_paid(PAYOUTS, one, by="Ute", at=now)
    return one


def adviser_s(business: Business | None, scope: Scope) -> list[tuple[str, str, str, int]]:
    """Kind of journal, debit, credit and cents, in SKR03."""
    settings = DatevSettings(business=business, adviser=29098, client=55003, taxed_at="19")
    return [
        (one.kind, *((b.account, b.against) if b.is_debit else (b.against, b.account)), b.cents)
        for one in bookings_of(settings, scope, TODAY)
        for b in one.bookings
    ]


def test_the_taker_has_a_claim_and_revenue_and_then_its_money(voucher: Voucher) -> None:
    baker = taking_part()
    take(voucher, baker, 12_00)
    wrong = take(voucher, baker, 3_00, key="b")
    reverse(wrong, reason="Vertippt", by="Jan", at=timezone.now())
    settled()
    assert adviser_s(baker, Scope.BUSINESS) == [
        ("redeem", "1500", "8400", 12_00),
        ("redeem", "1500", "8400", 3_00),
        ("reverse", "8400", "1500", 3_00),
        ("settle", "1200", "1500", 12_00),
    ]


def test_rates_that_the_till_named_divide_the_revenue(voucher: Voucher) -> None:
    baker = taking_part()
    redemption = take(voucher, baker, 12_00)
    split_taxes(redemption, cents={19: 5_00, 7: 7_00, 0: 0}, by="Jan", at=timezone.now())
    assert adviser_s(baker, Scope.BUSINESS) == [("redeem", "1500", "8400", 5_00), ("redeem", "1500", "8300", 7_00)]


def test_the_region_owes_somebody_else_and_pays(voucher: Voucher) -> None:
    take(voucher, taking_part(), 12_00)
    settled()
    assert sorted(adviser_s(None, Scope.REGION)) == [
        ("charge", "1360", "1590", 50_00),
        ("issue", "1590", "1700", 50_00),
        ("redeem", "1700", "1590", 12_00),
        ("settle", "1590", "1200", 12_00),
    ]


def test_the_taker_owes_the_tax_and_the_region_none(voucher: Voucher) -> None:
    baker = taking_part()
    take(voucher, baker, 12_00)
    assert [row.taxed_cents for row in vat_rows(TODAY, baker)] == [12_00]
    assert [row.taxed_cents for row in vat_rows(TODAY, voucher.business)] == [0]
    assert [row.taxed_cents for row in vat_rows(TODAY)] == [12_00]


def test_the_day_of_the_till_holds_both(voucher: Voucher) -> None:
    baker = taking_part()
    take(voucher, baker, 12_00)
    report = day_report(baker, timezone.localdate())
    assert (report.sum_cents, [one.business for one in report.redemptions]) == (12_00, [baker])
    assert day_report(voucher.business, timezone.localdate()).sum_cents == 0
    reverse(report.redemptions[0], reason="Vertippt", by="Jan", at=timezone.now())
    assert day_report(baker, timezone.localdate()).sum_cents == 0


def test_the_open_vouchers_of_the_region_agree_with_the_books(voucher: Voucher) -> None:
    take(voucher, taking_part(), 12_00)
    (balance,) = balances_of([voucher.business])
    assert (balance.agrees, balance.held_cents) == (True, 38_00)


def test_accounts_have_names() -> None:
    baker = taking_part()
    assert account_names([f"owed:{baker.pk}", f"settled:{baker.pk}"]) == {
        f"owed:{baker.pk}": "Für Gutscheine der Region zu zahlen: Bäckerei Jansen",
        f"settled:{baker.pk}": "Für Gutscheine der Region gezahlt: Bäckerei Jansen",
    }


def test_nobody_reports_the_region_as_a_seller() -> None:
    issuer = make_issuer()
    offer = make_offer(business=issuer, price_cents=900_00)
    for number in range(3):
        pay(ordered(offer, key=f"form-{number}", email=f"n{number}@example.org"))
    assert list(near(timezone.localdate().year)) == []
