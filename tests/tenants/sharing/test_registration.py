"""A registration goes into the origin's region and leaves nothing in the adopter's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from kreislauf.regions import RegionCard, stepping_into
from marketplace.partners.models import Body
from tenants.sharing.models import Card
from tests.tenants.sharing.conftest import make_adoption
from tests.words import words

BodyAndCard = tuple[Body, Card]


def dump(card: RegionCard) -> str:
    """Every row of every table of the region."""
    with stepping_into(card), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [card.schema])
        tables = [name for (name,) in cursor.fetchall()]
        cursor.execute(" UNION ALL ".join(f'SELECT t::text FROM "{name}" t' for name in tables))
        return "\n".join(row for (row,) in cursor.fetchall())


@pytest.fixture
def address(body_and_card: BodyAndCard, dortmund: RegionCard) -> str:
    make_adoption(dortmund, body_and_card[1])
    return f"/geteilt/{body_and_card[1].pk}/kurzarbeit/anmeldung/"


def test_a_guest_registers_next_door_and_the_adopters_region_holds_nothing_of_it(
    body_and_card: BodyAndCard, kiel: RegionCard, dortmund: RegionCard, visitor: Client, address: str
) -> None:
    assert kiel.name in words(visitor.get(address))
    before = dump(dortmund)

    page = visitor.post(address, {"name": "Gertrud Sonderbar"})

    assert "Wir haben Ihnen geschrieben." in words(page)
    with stepping_into(kiel):
        assert Body.objects.get().text_md == f"Gertrud Sonderbar über {dortmund.name}"
    assert dump(dortmund) == before
    assert "sitzung" not in page.cookies


def test_a_refusal_of_the_origin_stands_above_the_form(visitor: Client, address: str) -> None:
    page = visitor.post(address, {"name": "Zuspät"})
    assert page.status_code == 422
    assert "Es ist kein Platz mehr frei." in words(page)


def test_an_origin_that_leaves_takes_no_registration(visitor: Client, address: str, kiel: RegionCard) -> None:
    from tenants.models import Region, Status

    with stepping_into(None):
        Region.objects.filter(pk=kiel.id).update(status=Status.LEAVING)
    assert "nimmt gerade keine Anmeldungen an" in words(visitor.post(address, {"name": "Gertrud"}))


@pytest.mark.parametrize(("came", "told"), [(4, False), (5, True)])
def test_the_adopter_counts_from_five_up(
    body_and_card: BodyAndCard,
    kiel: RegionCard,
    dortmund: RegionCard,
    office_of: Callable[[RegionCard], Client],
    came: int,
    told: bool,
) -> None:
    body, card = body_and_card
    adoption = make_adoption(dortmund, card)
    with stepping_into(kiel):
        Body.objects.filter(pk=body.pk).update(position=came)
    page = words(office_of(dortmund).get(f"/verwaltung/nachbarn/uebernommen/{adoption.pk}/"))
    assert (f"{came} Personen" in page) is told
