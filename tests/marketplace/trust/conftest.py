"""A listing that everybody sees, and the notice about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.listings.defaults import add_default_kinds
from marketplace.listings.models import Kind, Listing
from marketplace.trust.models import Category, Notice
from marketplace.trust.noticeable import noticeable_named
from marketplace.trust.receive import receive
from tests.make_listing import make_listing


@pytest.fixture
def listing(in_kiel: RegionCard) -> Listing:
    add_default_kinds()
    return make_listing(Kind.objects.get(slug="verschenken"))


@pytest.fixture
def report(listing: Listing) -> Callable[..., Notice]:
    """Sends a notice about the listing."""
    numbers = iter(range(1000))

    def send(**said: Any) -> Notice:
        kind = noticeable_named("listing")
        assert kind is not None
        values: dict[str, Any] = {
            "category": Category.FRAUD,
            "why": "Verlangt Vorkasse.",
            "name": "Jan",
            "email": "jan@example.org",
            "key": f"notice-{next(numbers)}",
            "at": timezone.now(),
        }
        return receive(listing, kind, **(values | said))

    return send
