"""An address: the postcode says its place where there is only one, and where the pin stands at first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from kreislauf.forms.form_key import new_form_key
from kreislauf.regions import RegionCard
from marketplace.businesses.forms import TextsForm, texts_of
from marketplace.businesses.models import Business
from marketplace.review.change import change
from tenants.places.choose import choose_postcodes
from tenants.places.forms import PlaceForm
from tests.make import NOON, make_business, make_category, make_owner
from tests.words import words

pytestmark = pytest.mark.django_db

NORTORF = (54.1781, 9.8759)
PAGE = "/mitmachen/"


@pytest.fixture
def entry(in_kiel: RegionCard) -> dict[str, str]:
    choose_postcodes({"24143": ["Gaarden", "Ellerbek"], "24105": ["Wik"], "24589": []}, by="Ute", at=NOON)
    return {
        "key": new_form_key("business"),
        "name": "Café Möwe",
        "category": str(make_category().pk),
        "description": "Kuchen vom Blech.",
        "street": "Am Markt 3",
        "email": "backstube@moewe.example",
        "agreed": "on",
    }


def test_where_a_postcode_has_one_town_nobody_need_write_it(site: Client, entry: dict[str, str]) -> None:
    assert site.post(PAGE, {**entry, "postcode": "24103"}).status_code == 302
    business = Business.objects.get()
    assert (business.town, business.place) == ("Kiel", "Kiel")
    assert (business.latitude, business.longitude) == (54.3226, 10.1344)


def test_where_it_has_several_the_form_asks_which_and_names_them(site: Client, entry: dict[str, str]) -> None:
    refused = site.post(PAGE, {**entry, "postcode": "24589"})
    assert refused.status_code == 422
    assert (
        "Zur Postleitzahl 24589 gehören mehrere Orte. Welcher ist es? "
        "Borgdorf-Seedorf, Dätgen, Eisendorf, Ellerdorf, Nortorf, Schülp bei Nortorf."
    ) in words(refused)
    page = refused.content.decode()
    towns = page[page.index('<datalist id="id_town-namen">') :].partition("</datalist>")[0]
    assert towns.count("<option") == 6
    assert 'value="Kiel"' not in towns

    assert site.post(PAGE, {**entry, "postcode": "24589", "town": "Nortorf"}).status_code == 302
    business = Business.objects.get()
    assert (business.town, (business.latitude, business.longitude)) == ("Nortorf", NORTORF)


def test_of_a_postcode_that_nobody_knows_the_town_is_written(site: Client, entry: dict[str, str]) -> None:
    refused = site.post(PAGE, {**entry, "postcode": "99999"})
    assert "Diese Postleitzahl kennen wir nicht. Bitte schreiben Sie den Ort dazu." in words(refused)
    assert site.post(PAGE, {**entry, "postcode": "99999", "town": "Neudorf"}).status_code == 302
    business = Business.objects.get()
    assert (business.town, business.latitude) == ("Neudorf", None)


def test_a_form_without_a_street_takes_districts_for_places(entry: dict[str, str]) -> None:
    form = PlaceForm({"postcode": "24105"})
    assert form.is_valid()
    assert form.cleaned_data == {"postcode": "24105", "place": "Wik"}
    form = PlaceForm({"postcode": "24143"})
    assert form.errors == {"place": ["Zur Postleitzahl 24143 gehören mehrere Orte. Welcher ist es? Gaarden, Ellerbek."]}


def changed(business: Business, **typed: object) -> Business:
    given = {name: value for name, value in {**texts_of(business), **typed}.items() if value not in (None, False)}
    form = TextsForm(given, initial=texts_of(business))
    assert form.is_valid(), form.errors
    return change(business, form.texts(), by="Jan", at=NOON, is_proven=True).proposed()


def test_a_pin_that_was_moved_stays_until_the_postcode_changes(in_kiel: RegionCard) -> None:
    business = make_business(postcode="24103", town="Kiel", latitude=54.32111, longitude=10.13111)
    assert changed(business, description="Neu.").latitude == 54.32111

    moved = changed(business, postcode="24589", town="Nortorf")
    assert (moved.latitude, moved.longitude) == NORTORF

    business.refresh_from_db()
    both = changed(business, postcode="24589", town="Nortorf", latitude="54,18", longitude="9,88")
    assert (both.latitude, both.longitude) == (54.18, 9.88)


def test_without_its_pin_an_address_lies_in_the_middle_again(in_kiel: RegionCard) -> None:
    business = make_business(postcode="24103", town="Kiel", latitude=54.32111, longitude=10.13111)
    back = changed(business, latitude="", longitude="")
    assert (back.latitude, back.longitude) == (54.3226, 10.1344)


def test_who_changes_something_else_gets_no_pin_unasked(in_kiel: RegionCard) -> None:
    business = make_business(postcode="24103", town="Kiel", latitude=None, longitude=None)
    assert changed(business, description="Neu.").latitude is None


def test_a_form_asks_what_lies_at_a_postcode(entry: dict[str, str], site: Client) -> None:
    assert site.get("/orte/?plz=24143").json() == {
        "towns": ["Kiel"],
        "districts": ["Gaarden", "Ellerbek"],
        "names": ["Gaarden", "Ellerbek"],
        "middle": [54.3104, 10.149],
    }
    nortorf = site.get("/orte/?plz=24589").json()
    assert (nortorf["districts"], nortorf["names"]) == ([], nortorf["towns"])
    for nonsense in ("", "?plz=", "?plz=00000", "?plz=2414", "?plz=24143%0A"):
        assert site.get(f"/orte/{nonsense}").json()["middle"] is None


def test_nobody_is_asked_for_degrees(in_kiel: RegionCard, site: Client, client_for: Callable[..., Client]) -> None:
    owner = client_for(in_kiel, user=make_owner(make_business()))
    for page in (site.get(PAGE), owner.get("/betrieb/profil/")):
        text = page.content.decode()
        assert '<input type="hidden" name="latitude"' in text
        assert "Koordinaten" not in text
