"""Searches on the board that neighbours may watch."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.places.distance import Point
from kreislauf.places.postcodes import postcode
from marketplace.listings.models import Kind, Listing, Listings
from marketplace.listings.public.filter import ListingFilter
from marketplace.watch.kinds import Item, Watchable
from tenants.places.read import region_places

FIELDS = ("art", "q", "bereich", "ort", "plz")


def _kind(query: QueryDict) -> Kind | None:
    slug = query.get("art", "")
    return Kind.objects.on_show().filter(slug=slug).first() if slug else None


def _page(query: QueryDict) -> str:
    kind = _kind(query)
    route, args = ("listings:of_kind", [kind.slug]) if kind else ("listings:board", [])
    return reverse(route, urlconf="kreislauf.urls_region", args=args) + ListingFilter.of(query).query()


def _words(query: QueryDict) -> str:
    """„Kinderrad“, Zu verschenken, Für Kinder, Wik."""
    filters, kind = ListingFilter.of(query), _kind(query)
    names = kind.categories.filter(slug__in=filters.categories).values_list("name", flat=True) if kind else ()
    words = f"„{filters.words}“" if filters.words else ""
    parts = [words, kind.name if kind else "", *names, *filters.places, filters.postcode]
    return ", ".join(filter(None, parts)) or _("alle Anzeigen")


def _new(query: QueryDict, *, since: datetime, until: datetime) -> QuerySet[Any]:
    """Released in this time; „Noch da“ makes nothing new. A kind that the region has switched off finds nothing."""
    kind = _kind(query)
    if query.get("art") and kind is None:
        return Listing.objects.none()
    found = ListingFilter.of(query).results(kind)
    # Older rows do not know when they were released, only when they were last moved up.
    fresh = Q(released_at__gt=since, released_at__lte=until) | Q(released_at__isnull=True, shown_at__lte=until)
    rows = found.filter(fresh, shown_at__gt=since).select_related("kind", "category", "business")
    return _nearest_first(rows, _here(query))


def _nearest_first(rows: Listings, here: Point | None) -> Listings:
    if here is None:
        return rows.order_by("kind__position", "kind_id", "-shown_at", "-pk")
    with_km = rows.by_distance(of=here)
    return with_km.order_by("kind__position", "kind_id", F("km").asc(nulls_last=True), "-shown_at", "-pk")


def _here(query: QueryDict) -> Point | None:
    """The middle of what the search names as its place."""
    filters = ListingFilter.of(query)
    if filters.postcode:
        area = postcode(filters.postcode)
        return area.middle if area else None
    places = {place.name: place.middle for place in region_places()} if filters.places else {}
    return next((places[name] for name in filters.places if name in places), None)


def _item(listing: Listing) -> Item:
    km = getattr(listing, "km", None)
    place = f"{listing.place}, {km:.0f} km" if km and km >= 1 else listing.place
    line = " · ".join(filter(None, [listing.category.name if listing.category else "", listing.price, place]))
    return Item(group=listing.kind.name, title=listing.title, line=line, url=listing.page_address)


WATCHED = Watchable(
    kind="boerse",
    app="marketplace.listings",
    title=gettext_lazy("Börse"),
    fields=FIELDS,
    page=_page,
    words=_words,
    new=_new,
    item=_item,
)
