"""Every public page shows a change at the next click, and is not made anew for what it does not show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from billing.ledger.accounts import money, through
from billing.ledger.post import post
from kreislauf.accounts.models import User
from kreislauf.regions import RegionCard, stepping_into
from kreislauf.web.page_cache import VERSION
from marketplace.businesses.categories import change_category
from marketplace.businesses.change import change_at_once, correct
from marketplace.businesses.close import close
from marketplace.businesses.models import Business, Category
from marketplace.businesses.register import register
from marketplace.review.approve import approve
from marketplace.review.change import change
from marketplace.vouchers.models import Offer, Order, Voucher
from marketplace.vouchers.offers.edit import change_offer, draft_offer, publish_offer, stop_offer
from marketplace.vouchers.orders.close import close_unpaid_order
from marketplace.vouchers.orders.issue import issue_paid_order
from marketplace.vouchers.orders.purchase import Buyer, place_order
from marketplace.vouchers.till.redeem import redeem
from tenants.branding.change_look import change_look
from tenants.branding.change_texts import change_texts
from tenants.branding.models import Branding
from tests.conftest import make_client
from tests.make import NOON, PASSWORD, make_business, make_offer, make_user

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@dataclass
class Shop:
    """A bakery in Kiel with one offer of which seven are left."""

    card: RegionCard
    business: Business
    offer: Offer
    editor: User

    @property
    def pages(self) -> dict[str, str]:
        return {
            "front": "/",
            "offers": "/gutscheine/",
            "offer": self.offer.get_absolute_url(),
            "directory": "/betriebe/",
            "map": "/karte/",
            "business": self.business.get_absolute_url(),
            "sitemap": "/sitemap.xml",
            "security": "/.well-known/security.txt",
            "robots": "/robots.txt",
            "points of businesses": "/betriebe.geojson",
            "points of offers": "/gutscheine.geojson",
        }


@pytest.fixture
def shop(kiel: RegionCard, settings: Any, clear_cache: None, ground: None) -> Iterator[Shop]:
    settings.PAGE_CACHE_SECONDS = 60
    with stepping_into(kiel):
        branding = Branding.objects.get()
        business = make_business(name="Bäckerei Jansen", latitude=54.3, longitude=10.1)
        shop = Shop(kiel, business, make_offer(business=business, stock_left=7), make_user())
    yield shop
    with stepping_into(kiel):
        branding.save()


@pytest.fixture
def visitor(shop: Shop) -> Client:
    return make_client(shop.card)


# ---- What the public sees


def correct_the_name(shop: Shop) -> None:
    correct(shop.business, {"name": "Backhaus Jansen"}, by=shop.editor, at=NOON)


def approve_a_changed_text(shop: Shop) -> None:
    business = change(shop.business, {"name": "Backhaus Jansen"}, by="Jan", at=NOON)
    approve(business, version=business.version, by=shop.editor, at=NOON)


def change_the_telephone(shop: Shop) -> None:
    change_at_once(shop.business, {"phone": "0431 2468"}, by="Jan", at=NOON)


def close_the_business(shop: Shop) -> None:
    close(shop.business, by=shop.editor, at=NOON)


def rename_the_branch(shop: Shop) -> None:
    category = Category.objects.get(pk=shop.business.category_id)
    change_category(category, name="Essen und Trinken", glyph="cup", by=shop.editor, at=NOON)


def publish_another(shop: Shop) -> None:
    text = {"kind": "fixed", "title": "Abendbrot", "price_cents": 1500}
    publish_offer(draft_offer(shop.business, text=text, by="Jan", at=NOON), by="Jan", at=NOON)


def change_the_title(shop: Shop) -> None:
    change_offer(shop.offer, changes={"title": "Abendbrot"}, by="Jan", at=NOON)


def stop_the_offer(shop: Shop) -> None:
    stop_offer(shop.offer, by="Jan", at=NOON)


def order_two(shop: Shop) -> Order:
    at = timezone.now()
    return place_order(
        shop.offer, quantity=2, unit_cents=2500, buyer=Buyer(email="ute@example.org"), key=uuid4().hex, at=at
    )


def order_two_and_never_pay(shop: Shop) -> None:
    order = order_two(shop)
    make_client(shop.card).get("/gutscheine/")
    with transaction.atomic():
        close_unpaid_order(order.pk, at=timezone.now())


def give_the_site_a_name(shop: Shop) -> None:
    branding = Branding.objects.get()
    branding.title = "Kiel hilft"
    change_look(branding, logo=None, by=shop.editor, at=NOON)


def another_address_for_mail(shop: Shop) -> None:
    branding = Branding.objects.get()
    branding.email = "rathaus@example.org"
    change_texts(branding, fields=["email"], by=shop.editor, at=NOON)


SEEN: dict[Callable[[Shop], object], tuple[str, dict[str, bool]]] = {
    correct_the_name: (
        "Backhaus Jansen",
        dict.fromkeys(["front", "offers", "offer", "directory", "map", "business"], True),
    ),
    approve_a_changed_text: ("Backhaus Jansen", dict.fromkeys(["offers", "directory", "business"], True)),
    change_the_telephone: ("0431 2468", {"business": True}),
    close_the_business: (
        "Bäckerei Jansen",
        dict.fromkeys(["front", "offers", "directory", "map"], False),
    ),
    rename_the_branch: ("Essen und Trinken", {"offers": True, "directory": True}),
    publish_another: ("bendbrot", dict.fromkeys(["front", "offers", "business", "sitemap"], True)),
    change_the_title: ("Abendbrot", {"offers": True, "front": True}),
    stop_the_offer: ("Frühstück für zwei", dict.fromkeys(["front", "offers", "business"], False)),
    order_two: ("nur noch 5", dict.fromkeys(["front", "offers", "offer", "business"], True)),
    order_two_and_never_pay: ("nur noch 7", {"offers": True}),
    give_the_site_a_name: ("Kiel hilft", dict.fromkeys(["front", "offers", "offer", "directory", "map"], True)),
    another_address_for_mail: ("rathaus@example.org", {"security": True, "front": True}),
}


def _named(value: object) -> str:
    return getattr(value, "__name__", str(value))


@pytest.mark.parametrize(
    ("act", "page"), [(act, page) for act, (_text, pages) in SEEN.items() for page in pages], ids=_named
)
def test_a_change_is_seen_at_the_next_click(
    shop: Shop, visitor: Client, act: Callable[[Shop], object], page: str
) -> None:
    text, pages = SEEN[act]
    path = shop.pages[page]
    before = [visitor.get(path).content.decode() for _ in range(2)]
    assert before[0] == before[1]
    if act is not order_two_and_never_pay:
        assert (text in before[0]) is not pages[page]
    with stepping_into(shop.card):
        act(shop)
    assert (text in visitor.get(path).content.decode()) is pages[page]


# ---- What it does not see


def redeem_some(shop: Shop) -> None:
    redeem(_voucher(shop).code, by=shop.business, actor="Jan", amount_cents=500, at=NOON, key="tap")


def register_a_business(shop: Shop) -> None:
    entry = {"name": "Café Krüger", "category_id": shop.business.category_id, "description": "Kuchen", "place": "Wik"}
    register(entry | {"street": "Weg 1", "postcode": "24105"}, key="form", by="visitor", at=NOON)


def hand_in_a_draft(shop: Shop) -> None:
    text = {"kind": "fixed", "title": "Abendbrot", "price_cents": 1500}
    draft_offer(shop.business, text=text, by="Jan", at=NOON)


def mark_an_order_as_mailed(shop: Shop) -> None:
    Order.objects.update(mailed_at=NOON)


def sign_in(shop: Shop) -> None:
    form = {"email": shop.editor.email, "password": PASSWORD}
    assert make_client(shop.card).post("/anmelden/", form).status_code == 302


def order_one_of_endless(shop: Shop) -> None:
    Offer.objects.update(stock_left=None)
    order_two(shop)


@pytest.mark.parametrize(
    "act",
    [redeem_some, register_a_business, hand_in_a_draft, mark_an_order_as_mailed, sign_in, order_one_of_endless],
    ids=_named,
)
def test_what_nobody_sees_leaves_the_pages_as_they_are(
    shop: Shop, visitor: Client, act: Callable[[Shop], object]
) -> None:
    with stepping_into(shop.card):
        _voucher(shop)
        cache.set(VERSION, "as it was", None)
        act(shop)
        assert cache.get(VERSION) == "as it was"


# How many were sold is on the front page, and may be as old as a page can be: a minute.
A_MINUTE_OLD = {Voucher}


def test_whatever_a_public_page_shows_voids_it_when_it_changes(shop: Shop, visitor: Client) -> None:
    read: set[str] = set()

    def listen(execute: Any, sql: str, *rest: Any) -> Any:
        read.update(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql))
        return execute(sql, *rest)

    with stepping_into(shop.card):
        _voucher(shop)
    with connection.execute_wrapper(listen):
        for path in shop.pages.values():
            assert visitor.get(path).status_code == 200
    models = {model._meta.db_table: model for model in apps.get_models()}
    shown = {
        models[table] for table in read if models[table]._meta.app_label not in {"tenants", "sharing"}
    }  # these void by jobs
    assert {Branding, Business, Category, Offer, Voucher} <= shown
    assert [model for model in shown - A_MINUTE_OLD if not hasattr(model, "shown_to_visitors")] == []


def _voucher(shop: Shop) -> Voucher:
    found = Voucher.objects.first()
    if found is not None:
        return found
    with transaction.atomic():
        order = place_order(
            shop.offer, quantity=1, unit_cents=2500, buyer=Buyer(email="ute@example.org"), key=uuid4().hex, at=NOON
        )
        lines = [(money("sandbox", None), 2500), (through("voucher"), -2500)]
        post(f"charge:{order.pk}", at=NOON, memo="Zahlung", lines=lines)
        issue_paid_order(order.pk, amount_cents=2500, at=NOON)
    return Voucher.objects.get()
