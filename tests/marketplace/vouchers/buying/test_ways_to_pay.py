"""How a business can be paid decides what is on sale, and the buyer chooses among its ways."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from billing.payments.models import Attempt, AttemptState, Merchant, MerchantState
from billing.payments.set_merchant_state import set_merchant_state
from billing.payments.sweep import sweep
from billing.payments.ways import CannotBePaid, merchant_for, ways_to_pay
from billing.providers.bank_transfer.models import TransferRequest
from billing.providers.bank_transfer.reference import spaced
from billing.providers.sandbox import world as world
from billing.providers.sandbox.models import SandboxCheckout
from kreislauf.regions import RegionCard
from marketplace.vouchers.models import Offer, Order
from marketplace.vouchers.offers.edit import draft_offer, publish_offer
from marketplace.vouchers.offers.payable import settle_payable
from marketplace.vouchers.offers.state import OfferState, state_of
from tests.billing.bank.make import make_merchant
from tests.make import make_business, make_offer
from tests.marketplace.vouchers.buying.steps import checkout_of, form_for, hidden, look, pay
from tests.post import deliver_all

pytestmark = pytest.mark.django_db

SANDBOX = "billing.providers.sandbox.provider.Sandbox"
BOTH = {"sandbox": SANDBOX, "bank_transfer": SANDBOX}


def account(business_id: int | None, provider: str = "bank_transfer", **fields: object) -> Merchant:
    now = timezone.now()
    values = {"livemode": True, "state": MerchantState.ACTIVE, "opened_at": now, "changed_at": now} | fields
    return Merchant.objects.create(business_id=business_id, provider=provider, **values)


def placed(client: Client, offer: Offer, **chosen: str) -> tuple[int, Order | None]:
    page = client.post(f"{offer.get_absolute_url()}pruefung/", form_for(offer)).content.decode()
    answer = client.post(f"{offer.get_absolute_url()}bestellung/", {**form_for(offer), **hidden(page), **chosen})
    return answer.status_code, Order.objects.order_by("pk").last()


def test_the_buyer_chooses_how_to_pay_and_the_order_waits_as_long_as_that_takes(
    ute: Client, settings: Settings
) -> None:
    settings.PAYMENT_PROVIDERS = BOTH
    offer = make_offer()
    merchant = account(offer.business_id, hold_days=7)

    page = ute.post(f"{offer.get_absolute_url()}pruefung/", form_for(offer)).content.decode()
    status, order = placed(ute, offer, way="bank_transfer")

    assert 'value="sandbox"' in page
    assert 'value="bank_transfer"' in page
    assert order is not None
    attempt = Attempt.objects.get(order_id=order.pk)
    assert (status, attempt.provider, attempt.merchant) == (302, "bank_transfer", merchant)
    assert order.hold_until == order.created_at + timedelta(days=7)


def test_who_is_to_transfer_is_led_to_where_and_asked_to_wait_for_days(ute: Client, settings: Settings) -> None:
    settings.PAYMENT_PROVIDERS = BOTH
    offer = make_offer()
    account(offer.business_id, hold_days=7)
    _status, order = placed(ute, offer, way="bank_transfer")
    assert order is not None

    page = ute.get(order.get_absolute_url()).content.decode()

    assert "Wir warten auf Ihre Überweisung." in page
    assert f'href="{Attempt.objects.get().checkout_url}"' in page
    assert ("<progress" in page, "http-equiv" in page, "nur Sekunden" in page) == (False, False, False)


def test_with_one_way_there_is_nothing_to_choose(ute: Client) -> None:
    offer = make_offer()

    page = ute.post(f"{offer.get_absolute_url()}pruefung/", form_for(offer)).content.decode()
    _status, order = placed(ute, offer)

    assert 'name="way"' not in page
    assert order is not None
    assert (Attempt.objects.get().provider, order.hold_until) == ("sandbox", None)


def test_a_way_that_the_business_does_not_have_sells_nothing(ute: Client, settings: Settings) -> None:
    settings.PAYMENT_PROVIDERS = BOTH

    status, order = placed(ute, make_offer(), way="bank_transfer")

    assert (status, order, Attempt.objects.count()) == (422, None, 0)


def test_somebody_elses_account_is_no_way(ute: Client, settings: Settings) -> None:
    settings.PAYMENT_PROVIDERS = BOTH
    account(make_business(name="Buchladen").pk)
    account(None)

    assert ways_to_pay(make_business().pk) == ("sandbox",)


def test_who_changes_the_way_leaves_no_page_open_behind_them(ute: Client, settings: Settings) -> None:
    settings.PAYMENT_PROVIDERS = BOTH
    offer = make_offer()
    account(offer.business_id, hold_days=7)
    _status, order = placed(ute, offer, way="bank_transfer")
    assert order is not None

    answer = ute.post(f"{order.get_absolute_url()}zahlung/", {"way": "sandbox"})

    attempts = list(Attempt.objects.order_by("pk").values_list("provider", "state"))
    assert answer["Location"].startswith("http://kiel.localhost/sandbox/")
    assert attempts == [("bank_transfer", AttemptState.FAILED), ("sandbox", AttemptState.OPEN)]
    assert pay(order).fulfilled_at is not None


def test_who_changes_the_way_after_paying_has_paid(ute: Client, settings: Settings) -> None:
    settings.PAYMENT_PROVIDERS = BOTH
    offer = make_offer()
    account(offer.business_id)
    _status, order = placed(ute, offer, way="bank_transfer")
    assert order is not None
    world.pay(checkout_of(order))

    answer = ute.post(f"{order.get_absolute_url()}zahlung/", {"way": "sandbox"})

    assert (answer["Location"], Attempt.objects.count()) == (f"http://kiel.localhost{order.get_absolute_url()}", 1)
    assert look(order).fulfilled_at is not None


def test_while_a_provider_is_away_another_way_is_open_and_its_page_is_closed_later(
    ute: Client, settings: Settings
) -> None:
    settings.PAYMENT_PROVIDERS = BOTH
    offer = make_offer()
    account(offer.business_id)
    _status, order = placed(ute, offer, way="bank_transfer")
    assert order is not None
    settings.PAYMENT_PROVIDERS = BOTH | {"bank_transfer": "tests.billing.providers.away.Away"}

    ute.post(f"{order.get_absolute_url()}zahlung/", {"way": "sandbox"})

    assert [one.state for one in Attempt.objects.order_by("pk")] == [AttemptState.FAILED, AttemptState.OPEN]
    settings.PAYMENT_PROVIDERS = BOTH
    sweep(at=timezone.now() + timedelta(minutes=5))
    assert SandboxCheckout.objects.order_by("pk").first().cancelled_at is not None  # type: ignore[union-attr]


def test_without_a_way_to_be_paid_nothing_is_sold_and_the_business_reads_why(ute: Client, settings: Settings) -> None:
    settings.PAYMENT_PROVIDERS = {"bank_transfer": SANDBOX}
    business = make_business()
    now = timezone.now()
    fields = {"kind": "fixed", "title": "Kuchen", "price_cents": 1000}

    offer = publish_offer(draft_offer(business, text=fields, by="Enno", at=now), by="Enno", at=now)

    assert (offer.is_on_sale, state_of(offer), Offer.objects.on_sale().count()) == (False, OfferState.NOT_PAYABLE, 0)
    page = ute.get(offer.get_absolute_url()).content.decode()
    assert "verkauft hier gerade nichts" in page
    assert "bezahl" not in page.partition("<main")[2].partition("kl-buy__more")[0]
    merchant = account(business.pk, state=MerchantState.PENDING)
    set_merchant_state(merchant, MerchantState.ACTIVE, at=now)
    assert Offer.objects.on_sale().count() == 1
    set_merchant_state(merchant, MerchantState.RESTRICTED, at=now)
    assert Offer.objects.on_sale().count() == 0


def test_an_account_that_is_gone_takes_no_new_payment(in_kiel: RegionCard, settings: Settings) -> None:
    settings.PAYMENT_PROVIDERS = BOTH
    business = make_business()
    merchant = account(business.pk)
    now = timezone.now()

    gone = set_merchant_state(merchant, MerchantState.GONE, at=now)

    assert gone.closed_at == now
    with pytest.raises(CannotBePaid):
        merchant_for(business.pk, "bank_transfer", at=now)
    assert account(business.pk).pk != merchant.pk


def test_what_the_settings_changed_is_settled_later(in_kiel: RegionCard, settings: Settings) -> None:
    offer = make_offer()
    settings.PAYMENT_PROVIDERS = {}

    assert (settle_payable(at=timezone.now()), settle_payable(at=timezone.now())) == (1, 0)

    offer.refresh_from_db()
    assert offer.is_payable is False


def test_who_transfers_reads_where_to_on_the_page_and_in_a_mail(ute: Client, settings: Settings) -> None:
    settings.PAYMENT_PROVIDERS = {"bank_transfer": "billing.providers.bank_transfer.provider.BankTransfer"}
    offer = make_offer()
    make_merchant(business_id=offer.business_id, hold_days=9)

    status, order = placed(ute, offer)

    assert order is not None
    page = ute.get(order.get_absolute_url()).content.decode()
    assert (status, "Wir warten auf Ihre Überweisung." in page, "DE02 1203 0000 0000 2020 51" in page) == (
        302,
        True,
        True,
    )
    (letter,) = deliver_all()
    reference = TransferRequest.objects.get().reference
    assert (letter.to, spaced(reference) in str(letter.body)) == (["ute@example.org"], True)
    assert [name for name, _content, _type in letter.attachments] == [f"ueberweisung-{reference}.pdf"]
