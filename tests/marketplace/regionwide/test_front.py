"""The region's own voucher on its front page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from kreislauf.regions import RegionCard
from marketplace.regionwide.find import NAMED
from tests.make import make_business, make_offer, make_owner
from tests.marketplace.regionwide.steps import make_issuer, taking_part
from tests.words import words

pytestmark = pytest.mark.usefixtures("in_kiel")


def test_it_says_in_how_many_businesses_it_is_good_and_leads_to_both(site: Client) -> None:
    offer = make_offer(business=make_issuer(), title="Kiel-Gutschein")
    for number in range(2):
        taking_part(make_business(name=f"Betrieb {number}"))
    page = site.get("/")
    assert "Kiel-Gutschein: gilt in 2 Betrieben Einer für alle, die mitmachen: Stadt Kiel" in words(page)
    html = page.content.decode()
    assert f'href="{offer.get_absolute_url()}"' in html
    assert 'href="/annahmestellen/"' in html
    assert "Zum Beispiel hier Betrieb 0 Betrieb 1" in words(page)


def test_before_anybody_takes_it_no_number_is_shown(site: Client) -> None:
    make_offer(business=make_issuer(), title="Kiel-Gutschein")
    page = words(site.get("/"))
    assert "Kiel-Gutschein Einer für alle" in page
    assert "gilt in" not in page


def test_it_is_not_there_without_an_offer_on_sale(site: Client) -> None:
    make_offer(business=make_issuer(), title="Kiel-Gutschein", is_payable=False)
    make_offer(business=taking_part(), title="Frühstück")
    assert "Einer für alle" not in words(site.get("/"))


@pytest.mark.parametrize("takers", [1, NAMED + 1])
def test_it_costs_three_questions(takers: int, site: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    make_offer(business=make_issuer(), title="Kiel-Gutschein")
    for number in range(takers):
        taking_part(make_business(name=f"Betrieb {number}"))
    with django_assert_num_queries(28):  # of which one is asked in every region
        site.get("/")


def test_where_the_region_sells_none_the_menu_of_a_business_does_not_offer_it(
    in_kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    owner = client_for(in_kiel, user=make_owner(make_business()))
    assert "/betrieb/region-gutschein/" not in owner.get("/betrieb/").content.decode()

    make_issuer()
    assert 'href="/betrieb/region-gutschein/"' in owner.get("/betrieb/").content.decode()
