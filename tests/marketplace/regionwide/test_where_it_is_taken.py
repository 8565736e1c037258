"""`/annahmestellen/`: there once the region has somebody who issues its vouchers, and good to read while empty."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.regionwide.models import Participation
from marketplace.regionwide.taking_part.change import approve, ask_to_take_part
from tests.conftest import make_client
from tests.make import make_business, make_owner
from tests.marketplace.regionwide.steps import IBAN, make_issuer, taking_part
from tests.words import words

pytestmark = pytest.mark.usefixtures("in_kiel")
PAGE, NAMED = "/annahmestellen/", "annahmestellen"


def test_a_region_without_an_issuer_has_no_such_page(site: Client) -> None:
    baker = make_business(name="Bäckerei Jansen")
    one = ask_to_take_part(baker, name="Jansen", iban=IBAN, by="Jan", at=timezone.now())
    approve(one, by="Ute", at=timezone.now())
    assert site.get(PAGE).status_code == 404
    for path in ("/", "/betriebe/", baker.get_absolute_url(), "/gutscheine/", "/sitemap.xml"):
        assert NAMED not in site.get(path).content.decode()


def test_it_is_there_as_soon_as_there_is_an_issuer(site: Client) -> None:
    assert site.get(PAGE).status_code == 404
    make_issuer()
    assert site.get(PAGE).status_code == 200


def test_before_the_first_business_it_says_so_and_invites(site: Client) -> None:
    make_issuer()
    page = site.get(PAGE)
    text = words(page)
    assert "Wo der Gutschein von Stadt Kiel gilt" in text
    assert "Noch macht kein Betrieb mit. Sobald die ersten Betriebe dabei sind, stehen sie hier." in text
    assert 'href="/betrieb/region-gutschein/"' in page.content.decode()
    assert "Alle diese Betriebe" not in text
    assert 'name="bereich"' not in page.content.decode()


def test_with_businesses_it_leads_to_the_voucher_while_that_is_sold(site: Client) -> None:
    issuer = make_issuer()
    baker = taking_part(make_business(name="Bäckerei Jansen"))
    page = site.get(PAGE)
    assert "Hier gilt der Gutschein von Stadt Kiel" in words(page)
    assert "Bäckerei Jansen" in words(page)
    assert f'href="{issuer.get_absolute_url()}#gutscheine"' in page.content.decode()
    issuer.closed_at = timezone.now()
    issuer.save()
    for path in (PAGE, baker.get_absolute_url()):
        assert "Gutschein kaufen" not in words(site.get(path))


def test_without_an_issuer_nobody_can_ask_to_take_part(in_kiel: RegionCard) -> None:
    jan = make_client(in_kiel, user=make_owner(make_business()))
    form = {"name": "Jansen GmbH", "iban": IBAN}
    assert jan.post("/betrieb/region-gutschein/teilnahme/", form)["Location"] == "/betrieb/region-gutschein/"
    assert not Participation.objects.exists()
