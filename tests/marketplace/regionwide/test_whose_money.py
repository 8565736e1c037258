"""Whoever works at the counter of the region finds no accounts there: what is paid goes to the region's own."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from billing.payments.models import Merchant, MerchantState
from kreislauf.accounts.models import Role
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.merchants.golive import somebody_can_be_paid
from marketplace.vouchers.books.balances import balances_of, total
from marketplace.vouchers.till.reverse import reverse
from tests.conftest import make_client
from tests.make import make_business, make_offer, make_owner, make_user
from tests.marketplace.regionwide.steps import make_issuer, take, taking_part
from tests.marketplace.vouchers.buying.steps import ordered, pay
from tests.words import words

pytestmark = pytest.mark.usefixtures("in_kiel")
EXPLAINED = "Was jemand für Gutscheine der Region bezahlt, geht auf ihr eigenes Konto."
PAGES = {
    "/betrieb/zahlungskonto/": "/verwaltung/zahlungskonto/",
    "/betrieb/bank/": "/verwaltung/bank/",
    "/betrieb/bank/konto/": "/verwaltung/bank/",
    "/betrieb/geld/": "/verwaltung/geld/region/",
}


def at_the_region(card: RegionCard, issuer: Business, role: str) -> Client:
    """Staff that has chosen the region as the business where it works now."""
    client = make_client(card, user=make_user(role=role))
    client.post("/betrieb/kasse/betrieb/", {"betrieb": issuer.pk})
    return client


@pytest.mark.parametrize("path", PAGES)
def test_its_pages_about_money_say_whose_it_is_and_where(in_kiel: RegionCard, path: str) -> None:
    page = at_the_region(in_kiel, make_issuer(), Role.ADMINISTRATOR).get(path)
    assert EXPLAINED in words(page)
    assert f'href="{PAGES[path]}"' in page.content.decode()


def test_nobody_is_led_to_what_they_may_not_see(in_kiel: RegionCard) -> None:
    issuer = make_issuer()
    editor = at_the_region(in_kiel, issuer, Role.EDITOR)
    tourist_office = make_client(in_kiel, user=make_owner(issuer))  # from before nobody was invited there
    page = editor.get("/betrieb/zahlungskonto/")
    assert EXPLAINED in words(page)
    assert "In der Verwaltung ansehen" not in words(page)
    assert tourist_office.get("/betrieb/zahlungskonto/").status_code == 403


def test_no_account_is_opened_for_it(in_kiel: RegionCard) -> None:
    chief = at_the_region(in_kiel, make_issuer(email="gutschein@kiel.example"), Role.ADMINISTRATOR)
    assert chief.post("/betrieb/zahlungskonto/sandbox/eroeffnung/").status_code == 403
    assert chief.post("/betrieb/bank/konto/", {"holder": "Stadt Kiel"}).status_code == 403
    assert not Merchant.objects.exists()


def test_the_office_invites_it_to_no_account(office: Client) -> None:
    issuer = make_issuer(email="gutschein@kiel.example")
    assert "Zahlungskonto" not in words(office.get(f"/verwaltung/betriebe/{issuer.pk}/"))
    assert office.post(f"/verwaltung/betriebe/{issuer.pk}/zahlungskonto/einladung/").status_code == 404


def test_a_business_has_its_own(in_kiel: RegionCard) -> None:
    jan = make_client(in_kiel, user=make_owner(make_business()))
    assert not any(EXPLAINED in words(jan.get(path)) for path in PAGES)


def test_a_region_that_sells_is_somebody_who_can_be_paid(settings: object) -> None:
    settings.PRODUCTION, settings.PAYMENTS_LIVE = True, True  # type: ignore[attr-defined]
    now = timezone.now()
    Merchant.objects.create(
        business_id=None, provider="stripe", account_ref="acct_1", livemode=True, state=MerchantState.ACTIVE,
        opened_at=now, changed_at=now,
    )  # fmt: skip
    assert not somebody_can_be_paid().done
    make_issuer()
    assert somebody_can_be_paid().done


def test_what_others_redeemed_counts_among_the_open_vouchers(office: Client) -> None:
    issuer, baker = make_issuer(), taking_part()
    voucher = pay(ordered(make_offer(business=issuer, title="Kiel-Gutschein", price_cents=50_00))).vouchers.get()
    take(voucher, baker, 12_00)
    take(voucher, issuer, 5_00, key="own counter")
    reverse(take(voucher, baker, 3_00, key="wrong"), reason="Vertippt", by="Jan", at=timezone.now())

    (balance,) = balances_of([issuer])
    assert (balance.redeemed_cents, total().redeemed_cents) == (17_00, 17_00)
    page = office.get("/verwaltung/gutscheine/offen/")
    assert words(page).count("17,00 €") == 2
    assert f"?konto=open:{issuer.pk}" in page.content.decode()
    assert f"?konto=open:{issuer.pk}" in office.get(f"/verwaltung/betriebe/{issuer.pk}/").content.decode()
