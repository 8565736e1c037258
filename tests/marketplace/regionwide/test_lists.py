"""With two hundred businesses the office still finds one: by name and state, and what it was paid."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from billing.bank.payouts.pay import mark_paid
from kreislauf.accounts.models import Role
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.regionwide.models import Settlement
from marketplace.regionwide.payouts.kind import PAYOUTS
from marketplace.regionwide.payouts.settle import settle
from marketplace.regionwide.taking_part.change import end
from marketplace.regionwide.views import business as business_views
from tests.conftest import make_client
from tests.make import make_business, make_owner, make_user
from tests.marketplace.regionwide.steps import make_issuer, make_regional, part_of, take, taking_part
from tests.words import words

pytestmark = pytest.mark.usefixtures("in_kiel")
LIST = "/verwaltung/region-gutschein/"
SETTLEMENTS = f"{LIST}abrechnung/"
NAMES = ["Bäckerei Jansen", "Blumen Petersen", "Café Fördeblick"]


@pytest.fixture
def chief(in_kiel: RegionCard) -> Client:
    return make_client(in_kiel, user=make_user(role=Role.ADMINISTRATOR))


def settled(count: int) -> list[Business]:
    """So many businesses that took something, each with a settlement."""
    issuer = make_issuer()
    shops = [taking_part(make_business(name=name)) for name in NAMES[:count]]
    for shop in shops:
        take(make_regional(issuer), shop, 10_00, key=shop.slug)
    now = timezone.now() + timedelta(minutes=1)
    settle(now, by="Ute", at=now)
    return shops


def shown(chief: Client, path: str, **asked: str) -> list[str]:
    page = words(chief.get(path, asked)).partition(" Stand ")[2]
    return [name for name in NAMES if name in page]


def test_participations_are_found_by_name_and_state(chief: Client) -> None:
    baker, _florist, _cafe = settled(3)
    end(part_of(baker), by="Ute", at=timezone.now(), reason="Zieht weg")

    assert shown(chief, LIST) == NAMES
    assert shown(chief, LIST, q="Petersen") == ["Blumen Petersen"]
    assert shown(chief, LIST, stand="beendet") == ["Bäckerei Jansen"]
    assert shown(chief, LIST, stand="dabei") == ["Blumen Petersen", "Café Fördeblick"]
    assert shown(chief, LIST, stand="dabei", q="Jansen") == []
    assert "Dazu gibt es keinen Betrieb." in words(chief.get(LIST, {"q": "Nirgends"}))
    assert 'value="Petersen"' in chief.get(LIST, {"q": "Petersen"}).content.decode()


def test_settlements_are_found_by_name_and_by_what_is_not_paid(chief: Client) -> None:
    baker, florist, _cafe = settled(3)
    mark_paid(PAYOUTS, Settlement.objects.get(business=baker), by="Ute", at=timezone.now())

    assert shown(chief, SETTLEMENTS) == NAMES
    assert shown(chief, SETTLEMENTS, q="Jansen") == ["Bäckerei Jansen"]
    assert shown(chief, SETTLEMENTS, stand="offen") == ["Blumen Petersen", "Café Fördeblick"]
    assert "Dazu gibt es keine Abrechnung." in words(chief.get(SETTLEMENTS, {"q": "Jansen", "stand": "offen"}))
    here = f'href="{LIST}betriebe/{part_of(florist).pk}/"'
    assert here in chief.get(SETTLEMENTS).content.decode()
    one = Settlement.objects.get(business=florist)
    assert here in chief.get(f"{SETTLEMENTS}{one.pk}/").content.decode()


def test_a_business_s_page_lists_its_settlements(chief: Client, office: Client) -> None:
    baker, florist = settled(2)
    path = f"{LIST}betriebe/{part_of(baker).pk}/"
    mine, other = (Settlement.objects.get(business=one) for one in (baker, florist))
    page = chief.get(path)
    assert mine.number in words(page)
    assert other.number not in words(page)
    assert f'href="{SETTLEMENTS}{mine.pk}/"' in page.content.decode()
    of_editor = office.get(path)
    assert mine.number in words(of_editor)
    assert SETTLEMENTS not in of_editor.content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [(LIST, 10), (SETTLEMENTS, 10)])
def test_the_lists_cost_the_same_with_one_and_with_three(
    count: int, path: str, queries: int, chief: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settled(count)
    chief.get(path)
    with django_assert_num_queries(queries):
        chief.get(path, {"q": "Kiel"})


def test_the_business_reads_how_many_more_there_are(in_kiel: RegionCard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(business_views, "LATEST", 2)
    baker = taking_part()
    voucher = make_regional()
    jan = make_client(in_kiel, user=make_owner(baker))
    for number in range(5):
        assert "weiter" not in words(jan.get("/betrieb/region-gutschein/")).partition("Einlösungen")[2] or number > 2
        take(voucher, baker, 1_00, key=f"tap-{number}")
    assert "und 3 weitere Vorgänge." in words(jan.get("/betrieb/region-gutschein/"))
