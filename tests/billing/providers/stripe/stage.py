"""The provider for Stripe on the fake, with the hands of everybody outside: buyers, banks, Stripe's dashboard."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from pytest_django import Settings

from billing.payments.models import Attempt, Merchant, MerchantState
from billing.providers.base import Started
from billing.providers.stripe.provider import Stripe
from tests.billing.handlers import BUSINESS
from tests.fakestripe import FakeStripe
from tests.fakestripe.books import Json

PATH = "billing.providers.stripe.provider.Stripe"


def use(fake: FakeStripe, settings: Settings | Any) -> None:
    """Let the installation work with the fake, beside the sandbox."""
    settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE = fake.key, fake.url
    settings.STRIPE_WEBHOOK_SECRETS = fake.secrets
    settings.STRIPE_PAGES = [fake.url]
    settings.PAYMENTS_LIVE = fake.key.startswith("sk_live")
    settings.PAYMENT_PROVIDERS = {"stripe": PATH, **settings.PAYMENT_PROVIDERS}


def merchant_at(
    fake: FakeStripe, *, business_id: int | None = BUSINESS, active: bool = True, livemode: bool = False
) -> Merchant:
    """The row of a business's account; without ``active`` nobody has filled it in yet."""
    return Merchant.objects.create(
        business_id=business_id,
        provider="stripe",
        account_ref=fake.connect(active=active, livemode=livemode),
        livemode=livemode,
        state=MerchantState.ACTIVE if active else MerchantState.PENDING,
        display_name="Bäckerei Jansen",
        contact_email="jan@example.org",
        opened_at=timezone.now(),
        changed_at=timezone.now(),
    )


class Remembers(Stripe):
    """Writes down the page's name in our row, as ``start`` of the payments does it."""

    def start(self, attempt: Attempt) -> Started:
        started = super().start(attempt)
        attempt.provider_ref = started.ref
        attempt.save(update_fields=["provider_ref"])
        return started


class StripeStage:
    def __init__(self, fake: FakeStripe, merchant: Merchant) -> None:
        self.fake = fake
        self.merchant = merchant
        self.provider = Remembers()

    def session(self, attempt: Attempt) -> Json:
        return self.fake.session_of(attempt.key)

    def charge(self, attempt: Attempt) -> Json:
        return self.fake.charges(self.session(attempt))[-1]

    def pay(self, attempt: Attempt) -> None:
        self.fake.pay(self.session(attempt))

    def expire(self, attempt: Attempt) -> None:
        self.fake.expire(self.session(attempt))

    def refund_in_dashboard(self, attempt: Attempt, amount_cents: int) -> None:
        self.fake.refund(self.charge(attempt), cents=amount_cents)

    def dispute(self, attempt: Attempt) -> None:
        self.fake.dispute(self.charge(attempt))

    def event(self, attempt: Attempt) -> tuple[dict[str, str], bytes]:
        self.fake.tell(
            self.fake.accounts[self.merchant.account_ref], "checkout.session.completed", self.session(attempt)
        )
        return self.fake.mail()[-1]
