"""What the vouchers add to the region's front page."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from kreislauf.counted import counted
from kreislauf.slices import Section
from marketplace.regionwide.find import takers
from marketplace.vouchers.books.sold import sold_per_week
from marketplace.vouchers.models import Offer
from marketplace.vouchers.subsidised.badges import running_badges
from marketplace.vouchers.subsidised.front import action_sections

NEWEST = 4


def front_sections() -> Iterable[Section]:
    """The region's own, actions, the newest, and what was sold."""
    on_sale, badges = Offer.objects.on_sale(), running_badges(timezone.now())
    yield from region_sections()
    yield from action_sections(badges)
    if newest := list(on_sale.select_related("business__category")[:NEWEST]):
        context = {"newest": newest, "count": counted(on_sale), "badges": badges}
        yield Section("vouchers/sections/newest.html", context)
    sold = sold_per_week(timezone.now())
    if sold is not None:
        yield Section("vouchers/sections/sold.html", {"sold": sold})


def region_sections() -> Iterable[Section]:
    """The region's newest voucher as long as it is on sale, and where it is good."""
    offer = Offer.objects.on_sale().filter(business__is_region=True).select_related("business").first()
    if offer is not None:
        context = {"offer": offer, "takers": takers()}
        yield Section("vouchers/sections/region.html", context, css=("kl/css/components/search.css",))
