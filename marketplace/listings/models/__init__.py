"""The board's tables: kinds and categories as data, listings, and the messages that go through us."""

from __future__ import annotations

from marketplace.listings.models.callback import CallBack, Why
from marketplace.listings.models.daily import Counted, Daily
from marketplace.listings.models.found import Found
from marketplace.listings.models.help import Ask, Desk
from marketplace.listings.models.kind import Category, Kind, PriceKind, Side
from marketplace.listings.models.listing import Listing, Listings, Outcome, OutcomePlace, Seller
from marketplace.listings.models.message import Message
from marketplace.listings.models.poster import PosterMail

__all__ = [
    "Ask",
    "CallBack",
    "Category",
    "Counted",
    "Daily",
    "Desk",
    "Found",
    "Kind",
    "Listing",
    "Listings",
    "Message",
    "Outcome",
    "OutcomePlace",
    "PosterMail",
    "PriceKind",
    "Seller",
    "Side",
    "Why",
]
