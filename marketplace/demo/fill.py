"""Put a demo region's businesses and offers in.

Rows are written in bulk, with the audit entries that the verbs would have written: a hundred letters to invented people,
and the minutes they take, are all that is left out.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from kreislauf.audit.actor import Actor
from kreislauf.audit.models import Entry
from marketplace.businesses.models import Business, Category
from marketplace.businesses.register import register
from marketplace.businesses.slugs import free_slug
from marketplace.demo.clock import days_ago
from marketplace.demo.shape import DemoBusiness, DemoOffer, DemoRegion, spans
from marketplace.vouchers.models import Offer, VatKind

TERMS = "Auch in Teilen einlösbar. Der Rest bleibt auf dem Gutschein. Keine Auszahlung in bar."


@transaction.atomic
def fill(data: DemoRegion, *, by: Actor) -> list[Business]:
    """All businesses with their offers, in one transaction; nothing where there are some already."""
    if Business.objects.exists():
        return list(Business.objects.public().order_by("pk"))
    chance = random.Random(f"demo:{data.label}")
    categories = {category.slug: category for category in Category.objects.all()}
    businesses = [_business(data, one, number, categories, chance) for number, one in enumerate(data.businesses)]
    Business.objects.bulk_create(businesses)
    pairs = [
        (business, offer) for business, one in zip(businesses, data.businesses, strict=True) for offer in one.offers
    ]
    offers = [_offer(business, offer, chance) for business, offer in pairs]
    for (_of, told), offer in zip(pairs, offers, strict=True):
        offer.glyph = told.glyph or next(one.glyph for one in data.businesses if one.name == offer.business.name)
    Offer.objects.bulk_create(offers)
    Entry.objects.bulk_create(
        [*_entries(businesses, "business.approved", by), *_entries(offers, "offer.published", by)]
    )
    return businesses


def one_that_waits(data: DemoRegion) -> Business:
    """Registered as a neighbour would, for the staff to decide on."""
    spot = data.spots[data.waiting.place]
    entry = {
        **_texts(data, data.waiting, random.Random(f"demo:{data.label}:waiting")),
        "postcode": spot.postcode,
        "category": Category.objects.get(slug=data.waiting.category),
    }
    entry["category_id"] = entry.pop("category").pk
    return register(entry, key=f"demo-waiting-{data.label}", by="Betrieb", at=timezone.now() - timedelta(hours=3))


def _business(
    data: DemoRegion, one: DemoBusiness, number: int, categories: dict[str, Category], chance: random.Random
) -> Business:
    approved = days_ago(86 + number % 3, hour=9 + number % 8)
    return Business(
        **_texts(data, one, chance),
        category=categories[one.category],
        slug=free_slug(Business, one.name, fallback="betrieb"),
        key=f"demo-{data.label}-{number}",
        submitted_at=approved - timedelta(hours=5),
        approved_at=approved,
    )


def _texts(data: DemoRegion, one: DemoBusiness, chance: random.Random) -> dict[str, Any]:
    spot = data.spots[one.place]
    name = free_slug(Business, one.name, fallback="betrieb")
    return {
        "name": one.name,
        "description": one.description,
        "street": one.street,
        "postcode": spot.postcode,
        "place": one.place,
        # Some streets away from the middle, so that neighbours do not lie on top of each other.
        "latitude": round(spot.latitude + chance.uniform(-0.0022, 0.0022), 5),
        "longitude": round(spot.longitude + chance.uniform(-0.0035, 0.0035), 5),
        "hours": spans(one.hours),
        "changed_hours": one.changed,
        "delivers": bool(one.delivery),
        "delivery_note": one.delivery,
        "web_shop": f"https://{name}.example/laden/" if one.shop else "",
        "website": f"https://{name}.example/" if one.shop or chance.random() < 0.4 else "",
        "email": f"{name}@{data.label}.example"[:254],
    }


def _offer(business: Business, one: DemoOffer, chance: random.Random) -> Offer:
    published = days_ago(chance.uniform(2, 84), hour=chance.randint(8, 17))
    return Offer(
        business=business,
        kind=one.kind,
        title=one.title,
        description=one.description,
        terms=TERMS,
        price_cents=one.price_cents,
        min_cents=one.min_cents,
        max_cents=one.max_cents,
        stock_left=one.stock,
        vat_kind=VatKind.MULTI if one.vat_rate is None else VatKind.SINGLE,
        vat_rate=one.vat_rate,
        created_at=published - timedelta(hours=1),
        published_at=published,
    )


def _entries(rows: Iterable[Business | Offer], action: str, by: Actor) -> list[Entry]:
    return [
        Entry(
            at=_since(row),
            actor=str(by),
            action=action,
            subject=row._meta.label,
            subject_id=row.pk,
            title=str(row)[:200],
        )
        for row in rows
    ]


def _since(row: Business | Offer) -> datetime:
    if isinstance(row, Business):
        return row.approved_at or row.submitted_at
    return row.published_at or row.created_at
