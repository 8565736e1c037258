"""Buyers who pay at a fake Stripe: what the web does for them, and what a worker does until the mail is out."""

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


def buy(*, label: str, orders: int) -> dict[str, float]:
    """Milliseconds of this thread's processor for one purchase, the median: ``web`` and ``worker``, with the PDF."""
    from billing.payments.models import Merchant, MerchantState
    from tests.fakestripe import FakeStripe
    from tests.make import make_offer

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
        costs = [_one(stripe, offer, number, label) for number in range(orders + 3)][3:]
    return {
        "web": statistics.median(web for web, _worker in costs),
        "worker": statistics.median(worker for _web, worker in costs),
    }


def _one(stripe: Any, offer: Any, number: int, label: str) -> tuple[float, float]:
    from billing.payments.converge import converge
    from billing.payments.models import Attempt
    from kreislauf.mail.deliver import deliver
    from kreislauf.mail.outbox import outbox

    buyer = Client(HTTP_HOST=f"{label}.localhost", REMOTE_ADDR=f"192.0.2.{number % 250}")
    form = {"quantity": "1", "email": "a@example.org", "accepts": "on", "seen_cents": str(offer.price_cents)}
    page = buyer.post(f"{offer.get_absolute_url()}pruefung/", form).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    begun = time.thread_time()
    answer = buyer.post(f"{offer.get_absolute_url()}bestellung/", {**form, "key": key.group(1) if key else ""})
    web = time.thread_time() - begun
    if not answer["Location"].startswith(stripe.url):
        raise AssertionError(answer["Location"])
    attempt = Attempt.objects.latest("pk")
    stripe.pay(stripe.session_of(attempt.key))
    begun = time.thread_time()
    converge(attempt.pk, at=timezone.now())
    sent = [deliver(pk, at=timezone.now()) for pk in outbox().due(timezone.now()).values_list("pk", flat=True)]
    worker = time.thread_time() - begun
    if len(sent) != 1:
        raise AssertionError(sent)
    return web * 1000, worker * 1000
