"""What a neighbour may ask the board for, as it stands in the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from marketplace.businesses.query import not_of_closed
from marketplace.listings.models import Kind, Listing, Listings
from marketplace.listings.models.listing import PUBLIC

LONGEST_WORDS = 80
MOST_VALUES = 30


@dataclass(frozen=True, slots=True)
class ListingFilter:
    """Values that do not exist find nothing, they never fail. ``kind`` is part of the path."""

    words: str = ""
    categories: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    postcode: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> ListingFilter:
        """Out of ``?q=…&bereich=…&ort=…&plz=…``."""
        return cls(
            words=" ".join(query.get("q", "").replace("\0", "").split())[:LONGEST_WORDS],
            categories=_several(query, "bereich"),
            places=_several(query, "ort"),
            postcode=next(iter(_several(query, "plz")), "")[:5],
        )

    @property
    def any(self) -> bool:
        return bool(self.words or self.categories or self.places or self.postcode)

    @property
    def only_words(self) -> bool:
        return self == ListingFilter(words=self.words)

    def query(self) -> str:
        """The same as an address writes it, with ``?`` in front where there are any."""
        pairs = [("q", self.words), *(("bereich", slug) for slug in self.categories)]
        pairs += [*(("ort", place) for place in self.places), ("plz", self.postcode)]
        text = urlencode([pair for pair in pairs if pair[1]])
        return f"?{text}" if text else ""

    def results(self, kind: Kind | None) -> Listings:
        """Public listings that match; of one kind, or of all."""
        return self.narrowed(self.everywhere(kind))

    def narrowed(self, found: Listings) -> Listings:
        """Those of some categories and places."""
        if self.categories:
            found = found.filter(category__slug__in=self.categories)
        if self.places:
            found = found.filter(place__in=self.places)
        return found

    def everywhere(self, kind: Kind | None) -> Listings:
        """The same without the filters on category and place, for the numbers beside them."""
        found = _of(kind) if kind is not None else Listing.objects.public()
        if self.postcode:
            found = found.filter(postcode=self.postcode)
        return found.in_words(self.words) if self.words else found

    def without(self, **changes: object) -> str:
        return replace(self, **changes).query()  # type: ignore[arg-type]


def _of(kind: Kind) -> Listings:
    """As ``public()``, but what is known of the kind need not be asked of its rows."""
    return (
        Listing.objects.filter(PUBLIC, not_of_closed(), kind=kind)
        if kind.is_on and kind.is_on_show
        else Listing.objects.none()
    )


def _several(query: QueryDict, name: str) -> tuple[str, ...]:
    values = query.getlist(name)[:MOST_VALUES]
    return tuple(dict.fromkeys(value[:80] for value in values if value and "\0" not in value))
