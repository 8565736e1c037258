"""An action as everybody sees it: on cards of offers, and on a page of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.subsidies.models import Action
from marketplace.vouchers.models import OfferKind
from marketplace.vouchers.subsidised.badges import Plus, running_badges
from marketplace.vouchers.subsidised.links import action_page
from tenants.branding.modules import modules
from tenants.branding.switch import switch
from tests.conftest import make_client
from tests.make import make_business, make_category, make_offer
from tests.marketplace.subsidies.steps import make_action
from tests.words import words

pytestmark = pytest.mark.django_db
DAY, LIST = timedelta(days=1), 5


@pytest.fixture
def site(kiel: RegionCard, in_kiel: RegionCard) -> Client:
    return make_client(kiel)


def offer_in(category: str, **fields: Any) -> Any:
    return make_offer(business=make_business(category=make_category(name=category)), **fields)


def badge_of(offer: Any) -> str:
    found = running_badges(timezone.now()).of(offer.kind, offer.business.category_id)
    return found.text if found else ""


# ---- On cards
def test_of_two_actions_the_one_that_adds_more_stands_on_the_card(in_kiel: RegionCard) -> None:
    bread, books = offer_in("Bäckereien"), offer_in("Bücher")
    make_action(rate_percent=10, giver="Stadt Kiel")
    make_action(rate_percent=20, giver="Kreis Plön", categories=[books.business.category_id])
    assert (badge_of(bread), badge_of(books)) == ("+ 10 % · Stadt Kiel", "+ 20 % · Kreis Plön")


@pytest.mark.parametrize(
    "fields",
    [
        {"published_at": None},
        {"stopped_at": timezone.now()},
        {"starts_at": timezone.now() + DAY},
        {"ends_at": timezone.now() - timedelta(minutes=1)},
        {"left_cents": 99},
    ],
    ids=["draft", "stopped", "not begun", "over", "empty"],
)
def test_a_card_promises_nothing_that_is_not_there(in_kiel: RegionCard, fields: dict[str, Any]) -> None:
    make_action(**fields)
    assert badge_of(make_offer()) == ""


def test_a_product_has_no_badge(in_kiel: RegionCard) -> None:
    make_action()
    assert badge_of(make_offer(kind=OfferKind.SERVICE)) == ""


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_asks_once_for_all_its_badges(rows: int, site: Client, django_assert_num_queries: Any) -> None:
    for _ in range(rows):
        make_offer()
    site.get("/gutscheine/")  # finds out what the region is
    with django_assert_num_queries(LIST):
        page = site.get("/gutscheine/").content.decode()
    assert "kl-tic__plus" not in page
    action = make_action()
    with django_assert_num_queries(LIST):
        page = site.get("/gutscheine/").content.decode()
    assert page.count(f'<a href="{action_page(action)}">+ 25 % · Kreis Plön</a>') == rows


def test_it_stands_on_the_front_page_and_on_a_business_s(site: Client) -> None:
    action, offer = make_action(), make_offer()
    for address in ("/", offer.business.get_absolute_url()):
        assert f'<a href="{action_page(action)}">+ 25 % · Kreis Plön</a>' in site.get(address).content.decode()


# ---- The page
def test_the_page_says_whose_money_it_is_how_much_and_until_when(site: Client) -> None:
    action = make_action(decision_number="KT 2026/17", left_cents=80_00, cap_per_person_cents=50_00)
    offer, product = make_offer(), make_offer(title="Ein Brot", kind=OfferKind.SERVICE)
    page = words(site.get(action_page(action)))
    for part in (
        "Kreis Plön legt 25 % drauf: Sie bezahlen 20 € und bekommen einen Gutschein über 25 €.",
        *("noch 80 €", "von 100 €", "Kreis Plön, KT 2026/17", "Höchstens je Person", "50 €", offer.title),
    ):
        assert part in page, part
    assert product.title not in page


def test_it_lists_the_offers_of_its_branches_only(site: Client) -> None:
    bread, books = offer_in("Bäckereien", title="Ein Frühstück"), offer_in("Bücher", title="Ein Roman")
    page = words(site.get(action_page(make_action(categories=[books.business.category_id]))))
    assert "Ein Roman" in page
    assert bread.title not in page
    assert "Bücher" in page


def test_an_offer_leads_to_it(site: Client) -> None:
    action, offer = make_action(), make_offer()
    assert action_page(action) in site.get(offer.get_absolute_url()).content.decode()
    Action.objects.update(left_cents=0)
    assert action_page(action) in site.get(offer.get_absolute_url()).content.decode()


def test_an_empty_one_says_so_and_one_to_come_says_when(site: Client) -> None:
    action = make_action(left_cents=0)
    assert "Der Topf ist leer" in words(site.get(action_page(action)))
    Action.objects.update(starts_at=timezone.now() + DAY, left_cents=100_00)
    page = words(site.get(action_page(action)))
    assert "Die Aktion beginnt am" in page
    assert "Für diese Gutscheine" not in page


@pytest.mark.parametrize(
    ("fields", "status", "text"),
    [
        ({"ends_at": timezone.now() - timedelta(minutes=1)}, 410, "Diese Aktion ist zu Ende"),
        ({"stopped_at": timezone.now()}, 404, "Diese Aktion ist gerade angehalten"),
        ({"published_at": None}, 404, ""),
        ({"published_at": timezone.now() + DAY}, 404, ""),
    ],
    ids=["over", "stopped", "draft", "not yet"],
)
def test_one_that_does_not_run_is_gone_or_not_found(
    site: Client, fields: dict[str, Any], status: int, text: str
) -> None:
    answer = site.get(action_page(make_action(**fields)))
    assert answer.status_code == status
    assert text in words(answer)


def test_another_name_leads_to_the_right_one_and_an_unknown_one_nowhere(site: Client) -> None:
    action = make_action()
    assert site.get(f"/gutscheine/aktion/{action.pk}/alt/")["Location"] == action_page(action)
    assert site.get("/gutscheine/aktion/999999/alt/").status_code == 404


def test_where_no_vouchers_are_sold_there_is_neither_page_nor_word_of_it(site: Client) -> None:
    action = make_action()
    assert "Ihr Gutschein ist mehr wert" in words(site.get("/"))
    switch(modules()["vouchers"], on=False, by="Lea", at=timezone.now())
    assert site.get(action_page(action)).status_code == 404
    assert "Ihr Gutschein ist mehr wert" not in words(site.get("/"))


def test_the_key_of_a_cached_card_knows_the_badge(in_kiel: RegionCard) -> None:
    assert running_badges(timezone.now()).of("fixed", 1) is None
    action = make_action()
    assert running_badges(timezone.now()).of("fixed", 1) == Plus("+ 25 % · Kreis Plön", action_page(action))
