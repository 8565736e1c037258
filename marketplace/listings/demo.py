"""A demo region's board: rows in bulk, with the states that they would have come to."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.demo.clock import days_ago
from marketplace.businesses.models import Business
from marketplace.listings.models import Category, Desk, Listing, Outcome, OutcomePlace, Seller
from marketplace.listings.pin import pin_of
from marketplace.listings.statistics.demo import add_views

if TYPE_CHECKING:
    from marketplace.demo.shape import DemoListing, DemoRegion

_REFUSAL = "Vorkasse, Kurier und Codes per SMS gehören zu Betrugsversuchen. So zeigen wir nichts."
_ENDS = {
    "here": (Outcome.DONE, OutcomePlace.HERE),
    "elsewhere": (Outcome.DONE, OutcomePlace.ELSEWHERE),
    "withdrawn": (Outcome.WITHDRAWN, ""),
    "expired": (Outcome.EXPIRED, ""),
}


@transaction.atomic
def demo(data: DemoRegion, by: Actor) -> None:
    """Once."""
    if Listing.objects.exists():
        return
    Desk.objects.get_or_create(defaults={"phone": data.desk_phone})
    shelves = {f"{one.kind.slug}/{one.slug}": one for one in Category.objects.select_related("kind")}
    businesses = {one.name: one for one in Business.objects.all()}
    Listing.objects.bulk_create(
        _listing(data, one, number, shelves[one.shelf], businesses.get(one.business))
        for number, one in enumerate(data.listings)
    )
    add_views(data.label)


def _listing(data: DemoRegion, one: DemoListing, number: int, category: Category, business: Business | None) -> Listing:
    written = days_ago(one.days_ago, hour=7 + number % 12)
    spot = data.spots[one.place]
    return Listing(
        kind=category.kind,
        category=category,
        title=one.title,
        body=one.body,
        price_kind=one.price_kind,
        price_cents=None if one.euros is None or one.price_kind == "swap" else round(one.euros * 100),
        details=one.details,
        postcode=spot.postcode,
        place=one.place,
        **pin_of(spot.postcode, business),
        seller=Seller.TRADER if business else Seller.PRIVATE,
        business=business,
        contact_name=business.contact_name or business.name if business else one.by,
        email="" if business else f"nachbar{number}@{data.label}.example",
        key=f"demo-{data.label}-{number}",
        written_at=written,
        submitted_at=written,
        **_state(one, category, written),
    )


def _state(one: DemoListing, category: Category, written: Any) -> dict[str, Any]:
    if one.state == "unconfirmed":
        return {}
    if one.state == "waiting":
        return {"confirmed_at": written}
    if one.state == "rejected":
        return {"confirmed_at": written, "rejected_at": written, "reject_reason": _REFUSAL}
    approved = written + timedelta(minutes=40)
    ends = approved + timedelta(days=category.lives_for())
    public = {
        "confirmed_at": written,
        "approved_at": approved,
        "released_at": approved,
        "shown_at": approved,
        "expires_at": ends,
    }
    if one.state == "reserved":
        return public | {"reserved_at": approved + timedelta(hours=3)}
    if one.state in _ENDS:
        outcome, where = _ENDS[one.state]
        return public | {"closed_at": approved + timedelta(days=1), "outcome": outcome, "outcome_place": where}
    return public
