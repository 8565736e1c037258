"""An operator who charges, a plan, a region that pays."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from billing.subscriptions.issue import issue
from billing.subscriptions.models import Buyer, Invoice, Period, Plan, PlanVersion, Seller, Subscription, Tier
from billing.subscriptions.subscribe import subscribe
from tenants.models import Region
from tests.make import NOON

TODAY = date(2026, 11, 2)
_numbers = count(1)


def make_seller(**fields: Any) -> Seller:
    values: dict[str, Any] = {
        "name": "Kreislauf eG",
        "street": "Musterweg 1",
        "postcode": "24103",
        "city": "Kiel",
        "vat_id": "DE123456788",
        "iban": "DE02120300000000202051",
        "contact_name": "Erika Muster",
        "contact_phone": "0431 123456",
        "contact_email": "rechnung@kreislauf.example",
    }
    return Seller.objects.create(**(values | fields))


def make_buyer(region_id: int, **fields: Any) -> Buyer:
    values: dict[str, Any] = {
        "name": "Landeshauptstadt Kiel",
        "department": "Kämmerei",
        "street": "Fleethörn 9",
        "postcode": "24103",
        "city": "Kiel",
        "email": "rechnungen@kiel.example",
        "leitweg_id": "01002000-K-54",
    }
    return Buyer.objects.create(region_id=region_id, **(values | fields))


def make_version(plan: Plan | None = None, *, tiers: dict[int, int] | None = None, **fields: Any) -> PlanVersion:
    """Each month 199 euros, from 100,000 inhabitants on 299."""
    plan = plan or Plan.objects.create(name=f"Tarif {next(_numbers)}")
    values = {"valid_from": date(2026, 1, 1), "every_months": 1, "trial_days": 0, "made_at": NOON}
    version = PlanVersion.objects.create(plan=plan, **(values | fields))
    for inhabitants, cents in (tiers or {0: 19900, 100_000: 29900}).items():
        Tier.objects.create(version=version, from_inhabitants=inhabitants, price_cents=cents)
    return version


def make_subscription(region_id: int, *, version: PlanVersion | None = None, on: date = TODAY) -> Subscription:
    region = Region.objects.get(pk=region_id)
    return subscribe(region, version or make_version(), inhabitants=50_000, on=on, by="Robin", at=NOON)


def make_period(subscription: Subscription, *, begins_on: date = TODAY, **fields: Any) -> Period:
    values = {"ends_on": begins_on, "price_cents": 19900, "term": subscription.terms.get()}
    return Period.objects.create(subscription=subscription, begins_on=begins_on, **(values | fields))


def make_invoice(region_id: int, **fields: Any) -> Invoice:
    """Of a period that costs 199 euros net, 236.81 gross, unless told otherwise. Needs a seller."""
    if not Buyer.objects.filter(region_id=region_id).exists():
        make_buyer(region_id)
    subscription = Subscription.objects.filter(region_id=region_id).first() or make_subscription(region_id)
    begins = date(2020, 1, 1).replace(day=1 + next(_numbers) % 28, year=2000 + next(_numbers) % 900)
    invoice = issue(make_period(subscription, begins_on=begins, **fields), by="Robin", at=NOON)
    assert invoice is not None
    return invoice
