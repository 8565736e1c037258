"""One listing more voids the pages that show its kind, and no other kind's, no voucher's and no business's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.test import Client

from kreislauf.audit.record import record
from kreislauf.regions import RegionCard, stepping_into
from kreislauf.web.page_cache import VERSION, void_pages_at_once
from kreislauf.web.redis_cache import change_value
from marketplace.businesses.models import Business
from marketplace.campaigns.models import Campaign, MatchFund
from marketplace.listings.contact.write import forward
from marketplace.listings.defaults import add_default_kinds
from marketplace.listings.models import Kind, Listing, Outcome
from marketplace.listings.own.close import close
from marketplace.listings.own.renew import reserve
from marketplace.meetings.models import Meeting
from marketplace.partners.models import Membership
from marketplace.regionwide.models import Participation
from marketplace.review.approve import approve
from marketplace.vouchers.models import Offer
from marketplace.vouchers.offers.edit import change_offer
from tests.conftest import make_client
from tests.make import NOON, make_body, make_business, make_membership, make_offer
from tests.make_campaign import make_campaign, make_fund
from tests.make_listing import make_listing, make_message
from tests.make_meeting import make_meeting
from tests.marketplace.regionwide.steps import part_of, taking_part

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@dataclass
class Town:
    card: RegionCard
    business: Business
    offer: Offer
    gift: Listing
    job: Listing
    visitor: Client

    @property
    def pages(self) -> dict[str, str]:
        return {
            "front": "/",
            "board": "/boerse/",
            "board's feed": "/boerse/feed/",
            "board's map": "/boerse.geojson",
            "sitemap": "/sitemap.xml",
            "gifts": "/boerse/verschenken/",
            "gifts' feed": "/boerse/verschenken/feed/",
            "a gift": self.gift.get_absolute_url(),
            "jobs": "/boerse/stellen/",
            "jobs' feed": "/boerse/stellen/feed/",
            "a job": self.job.get_absolute_url(),
            "offers": "/gutscheine/",
            "an offer": self.offer.get_absolute_url(),
            "offers' map": "/gutscheine.geojson",
            "directory": "/betriebe/",
            "businesses' map": "/betriebe.geojson",
            "map": "/karte/",
            "the business": self.business.get_absolute_url(),
            "robots": "/robots.txt",
        }

    def ask_all(self) -> None:
        for path in self.pages.values():
            assert self.visitor.get(path).status_code == 200

    def made_anew(self) -> set[str]:
        """The names of the pages that asking again has to make."""
        return {name for name, path in self.pages.items() if _queries(self.visitor, path)}


def _queries(visitor: Client, path: str) -> int:
    counter = count()

    def counting(execute: Any, *statement: Any) -> Any:
        next(counter)
        return execute(*statement)

    with connection.execute_wrapper(counting):
        assert visitor.get(path).status_code == 200
    return next(counter)


@pytest.fixture
def town(kiel: RegionCard, settings: Any, clear_cache: None, ground: None) -> Town:
    settings.PAGE_CACHE_SECONDS = 60
    with stepping_into(kiel):
        add_default_kinds()
        business = make_business(name="Bäckerei Jansen", latitude=54.3, longitude=10.1)
        gifts, jobs = (Kind.objects.get(slug=slug) for slug in ("verschenken", "stellen"))
        void_pages_at_once(kiel.schema)
        town = Town(
            *(kiel, business, make_offer(business=business, stock_left=7)),
            *(make_listing(gifts), make_listing(jobs, business=business, seller="trader"), make_client(kiel)),
        )
    town.ask_all()
    assert town.made_anew() == set()
    return town


SHOW_EVERYTHING = {"front", "board", "board's feed", "board's map", "sitemap"}
GIFTS, JOBS = {"gifts", "gifts' feed", "a gift"}, {"jobs", "jobs' feed", "a job"}


def test_a_gift_released_voids_what_shows_gifts_and_nothing_else(town: Town) -> None:
    with stepping_into(town.card):
        listing = make_listing(town.gift.kind, approved_at=None, shown_at=None, expires_at=None)
        approve(listing, version=listing.version, by="Ute", at=NOON)
    assert town.made_anew() == SHOW_EVERYTHING | GIFTS
    assert town.made_anew() == set()


def test_a_business_s_listing_voids_its_page_too(town: Town) -> None:
    with stepping_into(town.card):
        fields = {"business": town.business, "seller": "trader"}
        listing = make_listing(town.job.kind, approved_at=None, shown_at=None, expires_at=None, **fields)
        approve(listing, version=listing.version, by="Ute", at=NOON)
    assert town.made_anew() == SHOW_EVERYTHING | JOBS | {"the business"}


@pytest.mark.parametrize("verb", ["reserve", "close"])
def test_so_does_whatever_becomes_of_one(town: Town, verb: str) -> None:
    with stepping_into(town.card):
        other = make_listing(town.gift.kind)
        if verb == "reserve":
            reserve(other, reserved=True, by="writer", at=NOON)
        else:
            close(other, outcome=Outcome.DONE, where="here", by="writer", at=NOON)
    assert town.made_anew() == SHOW_EVERYTHING | GIFTS


def test_a_message_voids_nothing(town: Town) -> None:
    with stepping_into(town.card):
        forward(make_message(town.gift, written_at=NOON), at=NOON)
    assert town.made_anew() == set()


def test_an_offer_voids_vouchers_and_businesses_and_no_listing(town: Town) -> None:
    with stepping_into(town.card):
        change_offer(town.offer, changes={"title": "Abendbrot"}, by="Jan", at=NOON)
    businesses = {"directory", "businesses' map", "map", "the business"}
    assert town.made_anew() == SHOW_EVERYTHING | businesses | {"offers", "an offer", "offers' map"}


def test_what_names_no_scope_voids_every_page(town: Town) -> None:
    void_pages_at_once(town.card.schema)
    # Robots.txt asks the database nothing.
    assert town.pages.keys() - town.made_anew() <= {"robots"}


def test_a_kind_renamed_voids_every_page(town: Town) -> None:
    with stepping_into(town.card):
        record("kind.changed", town.gift.kind, by="Ute", at=NOON)
    assert town.pages.keys() - town.made_anew() <= {"robots"}


def test_a_page_names_the_scopes_of_all_that_it_reads(town: Town) -> None:
    """A model that is written with scopes must not be shown by a page that names none of them."""
    models = {model._meta.db_table: model for model in apps.get_models() if hasattr(model, "page_scopes")}
    assert {Offer, Listing} <= set(models.values())
    with stepping_into(town.card):
        rows = {
            Offer: town.offer,
            Listing: town.gift,
            Membership: make_membership(make_body(), town.business),
            Meeting: make_meeting(business=town.business),
            Campaign: make_campaign(business=town.business),
            MatchFund: make_fund(),
            Participation: part_of(taking_part(town.business)),
        }
    void_pages_at_once(town.card.schema)
    forgotten = []
    for name, path in town.pages.items():
        read: set[str] = set()

        def listen(execute: Any, sql: str, *rest: Any, read: set[str] = read) -> Any:
            read.update(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql))
            return execute(sql, *rest)

        with connection.execute_wrapper(listen):
            response = town.visitor.get(path)
        scopes = getattr(response, "page_scopes", None)
        for table in read & models.keys() if scopes is not None else ():
            with stepping_into(town.card):
                row = town.job if "job" in name or name == "the business" else rows[models[table]]
                row = row if isinstance(row, models[table]) else rows[models[table]]
                if not set(scopes or ()) & set(row.page_scopes):
                    forgotten.append((name, table))
    assert forgotten == []


def test_two_changes_at_once_both_count(kiel: RegionCard, settings: Any, clear_cache: None) -> None:
    """What another one writes between reading and writing the versions is not undone."""
    settings.PAGE_CACHE_SECONDS = 60
    overtaken = []

    def become(before: Any) -> Any:
        if not overtaken:
            overtaken.append(before)
            void_pages_at_once(kiel.schema, "gifts")
        return {**(before or {}), "jobs": "now"}

    void_pages_at_once(kiel.schema)
    with stepping_into(kiel):
        change_value(VERSION, become)
        versions = cache.get(VERSION)
    assert {"gifts", "jobs", "any"} <= versions.keys()


def test_scopes_without_number_void_everything_instead_of_growing(
    kiel: RegionCard, settings: Any, clear_cache: None
) -> None:
    settings.PAGE_CACHE_SECONDS = 60
    with stepping_into(kiel):
        void_pages_at_once(kiel.schema)
        before = cache.get(VERSION)
        for number in range(100):
            void_pages_at_once(kiel.schema, f"business:{number}")
        after = cache.get(VERSION)
    assert len(after) <= 60
    assert after["all"] != before["all"]
