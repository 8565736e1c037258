"""A pledge that a pot doubles beside a purchase of the same price: what the web and the worker do for each."""

from __future__ import annotations

import re
import statistics
import time
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from kreislauf.regions import stepping_into
from tests.bench.acts.regions import _card


def back(*, label: str, orders: int) -> dict[str, float]:
    """Milliseconds of this thread's processor, medians: ``purchase`` and ``pledge``, each web and worker together."""
    from billing.payments.models import Merchant, MerchantState
    from tests.fakestripe import FakeStripe
    from tests.make import make_offer
    from tests.make_campaign import make_campaign, make_fund, make_reward

    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    settings.PAYMENT_PROVIDERS = {"stripe": "billing.providers.stripe.provider.Stripe"}
    with FakeStripe() as stripe, stepping_into(_card(label)):
        settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE = stripe.key, stripe.url
        settings.STRIPE_WEBHOOK_SECRETS, settings.PAYMENTS_LIVE = stripe.secrets, False
        now, offer = timezone.now(), make_offer()
        Merchant.objects.create(
            business_id=offer.business_id, provider="stripe", account_ref=stripe.connect(), livemode=False,
            state=MerchantState.ACTIVE, opened_at=now, changed_at=now,
        )  # fmt: skip
        campaign = make_campaign(business=offer.business)
        reward = make_reward(campaign, kind="voucher", offer=offer, price_cents=offer.price_cents, vat_rate=None)
        make_fund(budget_cents=100_000_000)
        form = {"quantity": "1", "accepts": "on", "seen_cents": str(offer.price_cents)}
        ways = {
            "purchase": (f"{offer.get_absolute_url()}pruefung/", f"{offer.get_absolute_url()}bestellung/", form),
            "pledge": (
                f"{campaign.get_absolute_url()}unterstuetzen/",
                f"{campaign.get_absolute_url()}unterstuetzen/bestellung/",
                form | {"reward": str(reward.pk), "support": "5"},
            ),
        }
        costs: dict[str, list[float]] = {name: [] for name in ways}
        for number in range(orders + 3):
            for name, way in ways.items():  # by turns, so that both see the same machine
                costs[name].append(_one(stripe, *way, number, label))
    return {name: statistics.median(values[3:]) for name, values in costs.items()}


def _one(stripe: Any, look: str, order: str, form: dict[str, str], number: int, label: str) -> float:
    from billing.payments.converge import converge
    from billing.payments.models import Attempt
    from kreislauf.mail.deliver import deliver
    from kreislauf.mail.outbox import outbox

    somebody = Client(HTTP_HOST=f"{label}.localhost", REMOTE_ADDR=f"192.0.{2 + number // 250}.{number % 250}")
    form = {**form, "email": f"a{number}@example.org"}
    key = re.search(r'name="key" value="([^"]+)"', somebody.post(look, form).content.decode())
    begun = time.thread_time()
    answer = somebody.post(order, {**form, "key": key.group(1) if key else ""})
    web = time.thread_time() - begun
    if not answer.headers.get("Location", "").startswith(stripe.url):
        raise AssertionError(answer.headers, answer.content[:2000])
    attempt = Attempt.objects.latest("pk")
    stripe.pay(stripe.session_of(attempt.key))
    begun = time.thread_time()
    converge(attempt.pk, at=timezone.now())
    sent = [deliver(pk, at=timezone.now()) for pk in outbox().due(timezone.now()).values_list("pk", flat=True)]
    if not sent:
        raise AssertionError(attempt)
    return (web + time.thread_time() - begun) * 1000
