"""What the data of a demo region is made of. Every business and every person in it is made up."""

from __future__ import annotations

from dataclasses import dataclass, field

from marketplace.businesses.hours import Span
from marketplace.demo.campaigns.shape import DemoCampaigns
from marketplace.demo.hub.shape import DemoHub
from marketplace.demo.spans import spans as spans
from marketplace.vouchers.models import OfferKind


@dataclass(frozen=True)
class Spot:
    """A real place: its postcode and its middle, in degrees."""

    postcode: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class DemoOffer:
    """Prices in euro cents."""

    kind: str
    title: str
    description: str = ""
    price_cents: int | None = None
    min_cents: int | None = None
    max_cents: int | None = None
    stock: int | None = None
    vat_rate: int | None = None
    glyph: str = ""


@dataclass(frozen=True)
class DemoBusiness:
    name: str
    category: str  # the last part of a default category's address
    place: str
    street: str
    description: str
    offers: tuple[DemoOffer, ...]
    glyph: str = ""
    hours: str = "Di-Fr 9-18, Sa 9-13"
    changed: str = ""
    delivery: str = ""
    shop: bool = False

    @property
    def spans(self) -> list[Span]:
        return spans(self.hours)


@dataclass(frozen=True)
class DemoListing:
    """On the board. ``shelf`` is ``kind/category``; a price in euros. ``business`` names who writes, else ``by`` does.

    ``state``: empty for public, else waiting, unconfirmed, rejected, reserved, here, elsewhere, withdrawn or expired.
    """

    shelf: str
    place: str
    title: str
    body: str
    euros: float | None = None
    price_kind: str = ""
    by: str = "Petra"
    business: str = ""
    days_ago: int = 2
    state: str = ""
    details: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class DemoNotice:
    """About the entry of that kind whose ``field`` reads ``title``. With an outcome it is decided on, a day later."""

    kind: str
    title: str
    category: str
    why: str
    field: str = "title"
    name: str = ""
    days_ago: int = 1
    outcome: str = ""
    ground: str = ""
    facts: str = ""


@dataclass(frozen=True)
class DemoRegion:
    label: str
    name: str
    kind: str
    ars: str
    primary: str
    accent: str
    glyphs: tuple[str, ...]
    title: str
    place: str
    authority: str
    kicker: str
    headline: str
    lead: str
    address: str
    spots: dict[str, Spot]
    businesses: tuple[DemoBusiness, ...]
    waiting: DemoBusiness
    listings: tuple[DemoListing, ...] = ()
    notices: tuple[DemoNotice, ...] = ()
    partners: tuple[str, ...] = ()
    off: tuple[str, ...] = ()  # slices that it has switched off
    watched: str = "boerse"  # the list that people watch
    first: str = ""  # the slice that its front page begins with
    people: dict[str, str] = field(default_factory=dict)  # role → name
    hub: DemoHub = field(default_factory=DemoHub)
    campaigns: DemoCampaigns = field(default_factory=DemoCampaigns)
    desk_phone: str = ""  # who looks after neighbours' help; rings nowhere


def fixed(euros: float, title: str, description: str = "", *, stock: int | None = None, glyph: str = "") -> DemoOffer:
    return DemoOffer(OfferKind.FIXED, title, description, price_cents=round(euros * 100), stock=stock, glyph=glyph)


def free(least: int, most: int, title: str, description: str = "", *, glyph: str = "") -> DemoOffer:
    return DemoOffer(OfferKind.FREE, title, description, min_cents=least * 100, max_cents=most * 100, glyph=glyph)


def service(
    euros: float, title: str, description: str, *, stock: int | None = None, vat: int | None = None, glyph: str = ""
) -> DemoOffer:
    """``vat`` in percent makes it a single-purpose voucher: one rate, known when it is sold."""
    cents = round(euros * 100)
    return DemoOffer(OfferKind.SERVICE, title, description, price_cents=cents, stock=stock, vat_rate=vat, glyph=glyph)
