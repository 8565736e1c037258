"""What the demo's platform charges: Kiel pays, Mittelholstein tries, Dortmund has not paid yet."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from billing.subscriptions.buyer import buyer_of, change_buyer
from billing.subscriptions.calendar import months_later
from billing.subscriptions.change_seller import change_seller
from billing.subscriptions.models import Invoice, Plan, Seller, Subscription, Way
from billing.subscriptions.pay import record_payment
from billing.subscriptions.plans import make_version
from billing.subscriptions.remind import remind
from billing.subscriptions.send import finish
from billing.subscriptions.subscribe import subscribe
from billing.subscriptions.sweep import sweep_subscription
from kreislauf.audit.actor import Actor
from tenants.models import Region

MONTHS = 3
TIERS = {0: 9900, 20_000: 19900, 100_000: 29900, 500_000: 49900}
ADDRESSES = {
    "kiel": ("Fleethörn 9", "24103", "Kiel", 247_000),
    "dortmund": ("Friedensplatz 1", "44135", "Dortmund", 595_000),
    "mittelholstein": ("Am Markt 15", "24594", "Hohenwestedt", 21_000),
}


def set_up_billing(*, by: Actor) -> None:
    """Once; who plays with it goes on from there."""
    if Plan.objects.exists():
        return
    now = timezone.now()
    first = months_later(timezone.localdate(now), -MONTHS) + timedelta(days=5)
    _seller(by=by, at=now)
    plan = Plan(name="Kommune")
    version = make_version(
        plan, valid_from=first, every_months=1, trial_days=0, fee_basis_points=0, tiers=TIERS, by=by, at=now
    )
    trial = make_version(
        Plan(name="Amt"), valid_from=first, every_months=12, trial_days=90, fee_basis_points=0,
        tiers={0: 118800}, by=by, at=now,
    )  # fmt: skip
    for label in ADDRESSES:
        _buyer(label, by=by, at=now)
    begun = [
        subscribe(_region(label), version, inhabitants=ADDRESSES[label][3], on=first, by=by, at=now)
        for label in ("kiel", "dortmund")
    ]
    subscribe(
        _region("mittelholstein"), trial, inhabitants=ADDRESSES["mittelholstein"][3],
        on=timezone.localdate(now) - timedelta(days=20), by=by, at=now,
    )  # fmt: skip
    for number in range(MONTHS):
        _month(begun, months_later(first, number), by=by)
    _remind_dortmund(now)


def _month(begun: list[Subscription], day: date, *, by: Actor) -> None:
    at = _noon(day)
    for subscription in begun:
        sweep_subscription(subscription.pk, at=at)
    for invoice in Invoice.objects.filter(mailed_at__isnull=True).order_by("pk"):
        finish(invoice, at=at)
        if invoice.region_id == _region("kiel").pk and day + timedelta(days=12) < timezone.localdate():
            record_payment(
                invoice,
                amount_cents=invoice.gross_cents,
                paid_on=day + timedelta(days=12),
                way=Way.TRANSFER,
                key=f"demo:{invoice.pk}",
                by=by,
                at=at,
            )


def _remind_dortmund(now: datetime) -> None:
    oldest = Invoice.objects.filter(region_id=_region("dortmund").pk).order_by("issued_on").first()
    if oldest is None or oldest.due_on is None:
        return
    for day in range((timezone.localdate(now) - oldest.due_on).days):
        remind(oldest, at=_noon(oldest.due_on + timedelta(days=day)))


def _seller(*, by: Actor, at: datetime) -> None:
    made_up = Seller(
        name="Kreislauf Vorführung eG",
        street="Musterweg 1",
        postcode="24103",
        city="Kiel",
        vat_id="DE123456788",
        iban="DE02120300000000202051",
        contact_name="Erika Musterfrau",
        contact_phone="0431 000000",
        contact_email="rechnung@kreislauf.example",
    )
    change_seller(made_up, fields=["name"], by=by, at=at)


def _buyer(label: str, *, by: Actor, at: datetime) -> None:
    buyer = buyer_of(_region(label).pk)
    buyer.street, buyer.postcode, buyer.city, buyer.inhabitants = ADDRESSES[label]
    buyer.email = buyer.email or f"rechnungen@{label}.example"
    change_buyer(buyer, fields=["street"], by=by, at=at)


def _region(label: str) -> Region:
    found: Region = Region.objects.get(label=label)
    return found


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=timezone.get_current_timezone())
