"""The office looks after the region's own offers: it is staff there, and the region is their issuer."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.vouchers.models import Offer
from marketplace.vouchers.offers.edit import stop_offer
from tests.conftest import make_client
from tests.make import make_offer, make_owner
from tests.marketplace.regionwide.steps import make_issuer
from tests.words import words

OFFERS = "/verwaltung/region-gutschein/angebote/"


@pytest.fixture
def offer(in_kiel: RegionCard) -> Offer:
    return make_offer(business=make_issuer(), title="Kiel-Gutschein")


def test_what_staff_stopped_staff_resumes(office: Client, in_kiel: RegionCard, offer: Offer) -> None:
    stop_offer(offer, by="Ute", at=timezone.now(), by_staff=True)
    resumption = f"{OFFERS}{offer.pk}/wiederaufnahme/"
    for path in (OFFERS, f"{OFFERS}{offer.pk}/pruefen/"):
        assert f'action="{resumption}"' in office.get(path).content.decode()
    tourist_office = make_client(in_kiel, user=make_owner(offer.business))
    assert "wiederaufnahme" not in tourist_office.get("/betrieb/angebote/").content.decode()

    assert "Wieder im Verkauf." in words(office.post(resumption, follow=True))

    offer.refresh_from_db()
    assert offer.stopped_at is None


def test_the_first_step_was_to_enter_the_issuer(office: Client, in_kiel: RegionCard, offer: Offer) -> None:
    assert "Herausgeber" in words(office.get(f"{OFFERS}neu/"))
    own = make_client(in_kiel, user=make_owner(offer.business)).get("/betrieb/angebote/neu/")
    assert "Herausgeber" not in words(own)
