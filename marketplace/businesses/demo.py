"""A demo region's businesses.

Rows are written in bulk, with the audit entries that the verbs would have written: a hundred letters to invented
people, and the minutes they take, are all that is left out.
"""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from kreislauf.audit.actor import Actor
from kreislauf.audit.models import Entry
from kreislauf.demo.clock import days_ago
from marketplace.businesses.invite import invite_owner
from marketplace.businesses.models import Business, Category
from marketplace.businesses.register import register
from marketplace.businesses.slugs import free_slug

if TYPE_CHECKING:
    from marketplace.demo.shape import DemoBusiness, DemoRegion


def demo(data: DemoRegion, by: Actor) -> None:
    """All businesses, the one whose owner can sign in, and one for the staff to decide on; once."""
    if Business.objects.exists():
        return
    with transaction.atomic():
        businesses = _businesses(data, by=by)
        email = f"betrieb@{data.label}.example"
        invite_owner(businesses[0], by=by, at=timezone.now(), email=email, letter=False)
    _one_that_waits(data)


def _businesses(data: DemoRegion, *, by: Actor) -> list[Business]:
    chance = random.Random(f"demo:{data.label}")
    categories = {category.slug: category for category in Category.objects.all()}
    businesses = [_business(data, one, number, categories, chance) for number, one in enumerate(data.businesses)]
    Business.objects.bulk_create(businesses)
    Entry.objects.bulk_create(
        Entry(
            at=one.approved_at or one.submitted_at,
            actor=str(by),
            action="business.approved",
            subject=one._meta.label,
            subject_id=one.pk,
            title=str(one)[:200],
        )
        for one in businesses
    )
    return businesses


def _one_that_waits(data: DemoRegion) -> None:
    """Registered as a neighbour would, for the staff to decide on."""
    spot = data.spots[data.waiting.place]
    entry = {
        **_texts(data, data.waiting, random.Random(f"demo:{data.label}:waiting")),
        "postcode": spot.postcode,
        "category": Category.objects.get(slug=data.waiting.category),
    }
    entry["category_id"] = entry.pop("category").pk
    register(entry, key=f"demo-waiting-{data.label}", by="Betrieb", at=timezone.now() - timedelta(hours=3))


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
        # In a city the places are its districts.
        "town": data.place if data.kind == "kreisfreie_stadt" else one.place,
        "place": one.place,
        # Some streets away from the middle, so that neighbours do not lie on top of each other.
        "latitude": round(spot.latitude + chance.uniform(-0.0022, 0.0022), 5),
        "longitude": round(spot.longitude + chance.uniform(-0.0035, 0.0035), 5),
        "hours": one.spans,
        "changed_hours": one.changed,
        "delivers": bool(one.delivery),
        "delivery_note": one.delivery,
        "web_shop": f"https://{name}.example/laden/" if one.shop else "",
        "website": f"https://{name}.example/" if one.shop or chance.random() < 0.4 else "",
        "email": f"{name}@{data.label}.example"[:254],
    }
