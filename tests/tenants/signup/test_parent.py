"""A region that is made while its Kreis is here stands under it from the start, and begins with its categories."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections

from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses.models import Category
from tenants.models import Region
from tenants.regions.parents import find_parents
from tenants.signup.apply import apply
from tenants.signup.approve import approve
from tenants.signup.confirm import confirm
from tenants.signup.provision import provision
from tests.make import NOON, make_category
from tests.tenants.signup.apply_form import KEY, signup_data

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def kreis(dortmund: RegionCard) -> Iterator[RegionCard]:
    """Dortmund plays the Kreis, and Kiel a Gemeinde that nobody has put under it yet."""
    Region.objects.filter(label="dortmund").update(ars="010590000000")
    Region.objects.filter(label="kiel").update(ars="010590045045")
    with stepping_into(dortmund):
        make_category(name="Fischerei")
    yield dortmund
    Region.objects.update(ars="", parent=None)
    for connection in connections.all(initialized_only=True):
        connection.close()


def test_a_gemeinde_is_made_under_its_kreis_and_finds_the_others_theirs(kreis: RegionCard) -> None:
    application = confirm(apply(signup_data(kind="gemeinde", ars="010595974002"), key=KEY, at=NOON), at=NOON)

    assert provision(approve(application, by="Robin", at=NOON).pk)

    region = Region.objects.get(label="flensburg")
    assert region.parent_id == kreis.id
    with stepping_into(region.card()):
        assert list(Category.objects.values_list("name", "position")) == [("Fischerei", 1)]
    assert list(Region.objects.filter(parent_id=kreis.id).order_by("label").values_list("label", flat=True)) == [
        "flensburg",
        "kiel",
    ]
    assert find_parents() == 0
