"""Who changes a business's address without its knowledge is found out: the old one and its people are told."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.businesses.change import change_at_once, correct
from marketplace.businesses.models import Business
from tenants.branding.models import Branding
from tests.conftest import make_client
from tests.make import NOON, make_business, make_cashier, make_owner, make_user
from tests.post import deliver_all
from tests.words import words


def told() -> list[str]:
    letters = outbox().filter(kind="businesses.new_address").order_by("recipient")
    return list(letters.values_list("recipient", flat=True))


def edit(business: Business, **values: Any) -> dict[str, Any]:
    texts = {name: value for name, value in business.texts().items() if value and name != "category_id"}
    return {**texts, "category": business.category_id, "email": business.email, **values}


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    bakery = make_business()
    make_owner(bakery, email="jan@example.org")
    make_cashier(bakery, email="lena@example.org")
    return bakery


def test_the_old_address_and_who_may_do_everything_hear_of_it_once(office: Client, bakery: Business) -> None:
    Branding.objects.update(email="wirtschaft@kiel.example")
    page = f"/verwaltung/betriebe/{bakery.pk}/aendern/"

    office.post(page, edit(bakery, email="weg@evil.example"))
    office.post(page, edit(bakery, email="weg@evil.example"))

    assert told() == ["backstube@example.org", "jan@example.org"]
    letters = deliver_all()
    assert [letter.to for letter in letters] == [["backstube@example.org"], ["jan@example.org"]]
    for letter in letters:
        text = " ".join(letter.body.split())
        assert letter.subject == "Neue E-Mail-Adresse von „Bäckerei Jansen“"
        assert "Eingetragen von: Das Rathaus." in text
        assert "Bescheid: wirtschaft@kiel.example." in text
        assert "weg@evil.example" not in text


def test_without_an_address_of_the_region_its_leadership_is_named(office: Client, bakery: Business) -> None:
    make_user(role="administrator", email="ida@kiel.example")
    Branding.objects.update(email="")

    office.post(f"/verwaltung/betriebe/{bakery.pk}/aendern/", edit(bakery, email="weg@evil.example"))

    assert "Bescheid: ida@kiel.example." in " ".join(deliver_all()[0].body.split())


def test_the_page_of_the_business_is_no_way_round(office: Client, bakery: Business) -> None:
    office.post("/betrieb/wahl/", {"betrieb": bakery.pk})

    saved = office.post("/betrieb/oeffnungszeiten/", {"email": "weg@evil.example"}, follow=True)

    assert "Gespeichert." in words(saved)
    assert told() == ["backstube@example.org", "jan@example.org"]
    assert "Eingetragen von: Das Rathaus." in " ".join(deliver_all()[0].body.split())


def test_the_business_s_own_people_are_named(in_kiel: RegionCard, bakery: Business) -> None:
    jan = make_client(in_kiel, user=bakery.members.get(role="everything").user)

    jan.post("/betrieb/oeffnungszeiten/", {"email": "neu@example.org"})

    assert told() == ["backstube@example.org", "jan@example.org"]
    assert "Eingetragen von: Jan Jansen." in " ".join(deliver_all()[0].body.split())


def test_nobody_is_told_of_anything_else(in_kiel: RegionCard, bakery: Business) -> None:
    change_at_once(bakery, {"phone": "0431 2468"}, by="Jan", at=NOON)
    correct(bakery, {"name": "Backhaus"}, by="Ute", at=NOON)

    assert told() == []


def test_a_first_address_is_told_to_nobody_who_is_not_there(office: Client, in_kiel: RegionCard) -> None:
    voss = make_business(name="Schuster Voß", email="")

    office.post(f"/verwaltung/betriebe/{voss.pk}/aendern/", edit(voss, email="voss@example.org"))

    assert (Business.objects.get(pk=voss.pk).email, told()) == ("voss@example.org", [])
