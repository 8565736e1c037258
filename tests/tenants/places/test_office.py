"""The office ticks its postcodes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from kreislauf.accounts.models import Role
from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard
from tenants.branding.models import Branding
from tenants.places.golive import places
from tenants.places.models import RegionPostcode
from tenants.places.seat import seat
from tests.make import make_user
from tests.words import words

pytestmark = pytest.mark.django_db

PAGE = "/verwaltung/orte/"


@pytest.fixture
def leader(in_kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    RegionPostcode.objects.all().delete()
    Branding.objects.update(address="Fleethörn 9\n24103 Kiel", place="Kiel")
    return client_for(in_kiel, user=make_user(role=Role.ADMINISTRATOR, name="Lea Brandt"))


def offered(page: str) -> list[str]:
    return [part[:5] for part in page.split('name="plz"')[1:] for part in [part.partition('value="')[2]]]


def test_what_lies_around_the_seat_is_offered_nearest_first(leader: Client) -> None:
    page = leader.get(PAGE).content.decode()
    assert offered(page)[:2] == ["24103", "24114"]
    assert 'id="plz-24103" checked' not in page
    assert "24937" not in page  # Flensburg is 60 km away


def test_ticks_are_saved_with_districts_and_the_places_fall_out(leader: Client) -> None:
    assert not places().done
    leader.post(PAGE, {"plz": ["24143", "24103", "99999", "x"]})
    page = leader.post(PAGE, {"plz": ["24143", "24103"], "ortsteile-24143": " Gaarden,Ellerbek, ,Gaarden"}, follow=True)
    assert "Die Orte Ihrer Seite sind gespeichert." in words(page)
    assert "Diese Orte stehen zur Wahl Ellerbek, Gaarden, Kiel" in words(page)
    assert 'value="Gaarden, Ellerbek"' in page.content.decode()
    assert dict(RegionPostcode.objects.values_list("code", "districts")) == {
        "24103": [],
        "24143": ["Gaarden", "Ellerbek"],
    }
    assert places().done
    assert [entry.actor for entry in Entry.objects.filter(action="places.chosen")] == ["Lea Brandt"] * 2


def test_a_search_keeps_what_is_ticked_and_saves_nothing(leader: Client) -> None:
    page = leader.post(PAGE, {"plz": ["24103"], "ortsteile-24103": "Altstadt", "q": "Dätgen", "suchen": "1"})
    assert page.status_code == 200
    text = page.content.decode()
    assert "Eine Postleitzahl gefunden zu „Dätgen“" in words(page)
    assert offered(text)[:2] == ["24103", "24589"]
    assert text.count('value="24589"') == 1
    assert 'value="Altstadt"' in text
    assert not RegionPostcode.objects.exists()


def test_without_one_nothing_is_saved(leader: Client) -> None:
    refused = leader.post(PAGE, {})
    assert refused.status_code == 422
    assert "Bitte wählen Sie mindestens eine Postleitzahl." in words(refused)
    long = leader.post(PAGE, {"plz": "24103", "ortsteile-24103": "A" * 81})
    assert "Ein Ortsteil hat höchstens 80 Zeichen." in words(long)


def test_the_seat_is_where_the_address_says_or_else_the_name(leader: Client) -> None:
    assert seat() == (54.3226, 10.1344)
    Branding.objects.update(address="Markt 1", place="Nortorf")
    assert seat() == (54.1781, 9.8759)
    Branding.objects.update(address="Telefon 43219", place="")
    assert seat() is None
    assert leader.get(PAGE).status_code == 200


def test_it_is_for_those_who_lead(leader: Client, office: Client) -> None:
    assert office.get(PAGE).status_code == 403
