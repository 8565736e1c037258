"""The same with roles that log in by themselves: what crosses goes through the platform's schema there, too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard, stepping_into
from marketplace.partners.models import Body
from tenants.sharing.adopted import adopted, adopted_number
from tenants.sharing.models import Adoption, Card
from tests.tenants.engine.modes import mode
from tests.tenants.sharing.conftest import make_adoption, make_partners, make_shared, publish_changed
from tests.words import words

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]


@pytest.fixture
def strict(kiel: RegionCard, dortmund: RegionCard, at_once: None) -> Iterator[None]:
    with mode("strict"):
        yield


def test_a_card_goes_its_way_under_strict_isolation(
    strict: None, kiel: RegionCard, dortmund: RegionCard, visitor: Client
) -> None:
    make_partners(kiel, dortmund)
    body, card = make_shared(kiel)
    make_adoption(dortmund, card, intro="Auch für uns.")
    page = f"/geteilt/{card.pk}/kurzarbeit/"
    assert "Auch für uns." in words(visitor.get(page))
    with stepping_into(dortmund):
        assert [one.title for one in adopted("meeting")] == ["Kurzarbeit"]
        assert adopted_number("meeting", ends_after=timezone.now()) == 0  # a row without an end

    assert visitor.post(f"{page}anmeldung/", {"name": "Ilse"}).status_code == 200
    with stepping_into(kiel):
        assert Body.objects.get(pk=body.pk).text_md == f"Ilse über {dortmund.name}"

    publish_changed(kiel, body, shown_at=None)
    assert "wurde zurückgezogen" in words(visitor.get(page))
    with stepping_into(None):
        row = Adoption.objects.select_related("card").get()
        assert row.notified_at == row.card.changed_at == Card.objects.get().withdrawn_at
