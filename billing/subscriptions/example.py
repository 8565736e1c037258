"""An invoice with the secret word in it, for the walker of the tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from billing.subscriptions.issue import issue
from billing.subscriptions.models import Buyer, InvoiceFile, Period, Plan, PlanVersion, Seller, Subscription, Term
from kreislauf.regions import current_region, stepping_into
from kreislauf.slices import Example


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    card, now = current_region(), timezone.now()
    today = timezone.localdate(now)
    with stepping_into(None):
        _seller()
        Buyer.objects.create(
            region_id=card.id,
            name=f"Kämmerei {secret}",
            street=f"{secret}weg 1",
            postcode="24103",
            city="Kiel",
            email=f"rechnung-{secret.lower()}@example.org",
        )
        invoice = issue(_period(card.id, secret, today), by=secret, at=now)
        if invoice is None:
            raise LookupError("A period that costs something has an invoice.")
        for kind in ("pdf", "xml"):
            file = {"content": secret.encode(), "sha256": "", "written_at": now}
            InvoiceFile.objects.get_or_create(invoice=invoice, kind=kind, defaults=file)  # where no worker wrote it
    made["invoice"] = invoice
    return {f"subscriptions:own_{name}": Example(invoice, {"number": invoice.pk}) for name in ("pdf", "xml", "card")}


def _seller() -> None:
    Seller.objects.get_or_create(
        only=True,
        defaults={
            "name": "Kreislauf eG",
            "street": "Musterweg 1",
            "postcode": "24103",
            "city": "Kiel",
            "vat_id": "DE123456788",
            "iban": "DE02120300000000202051",
            "contact_name": "Erika Muster",
            "contact_phone": "0431 123456",
            "contact_email": "rechnung@kreislauf.example",
        },
    )


def _period(region_id: int, secret: str, today: date) -> Period:
    now = timezone.now()
    plan = Plan.objects.create(name=f"Tarif {secret}")
    version = PlanVersion.objects.create(plan=plan, valid_from=today, every_months=1, made_at=now)
    subscription = Subscription.objects.create(region_id=region_id, started_on=today, started_by=secret)
    term = Term.objects.create(
        subscription=subscription,
        version=version,
        from_on=today,
        inhabitants=1000,
        price_cents=19900,
        agreed_at=now,
        agreed_by=secret,
    )
    return Period.objects.create(
        subscription=subscription, term=term, begins_on=today, ends_on=today, price_cents=19900
    )
