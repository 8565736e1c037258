"""Two people have the same form open: whoever saves second sees what the first one saved before it is gone."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.review.models import BlockUse, TextBlock
from tests.make import make_business, make_category, make_owner
from tests.words import words

CONFLICT = "Inzwischen hat jemand anderes hier etwas geändert."
Typed = dict[str, str | list[str]]


def shown_state(page: str) -> str:
    found = re.search(r'<input[^>]*name="shown_state"[^>]*>', page)
    assert found, "the form carries no digest of what it was filled with"
    return re.findall(r'value="([0-9a-f]+)"', found[0])[0]


def both_save(browser: Client, path: str, first: Typed, second: Typed, *, field: str) -> None:
    """A and B open it, A saves, B saves, B looks and saves again."""
    state = shown_state(browser.get(path).content.decode())
    assert browser.post(path, {**first, "shown_state": state}).status_code == 302
    refused = browser.post(path, {**second, "shown_state": state})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert CONFLICT in words(refused)
    assert f"ist jetzt: {first[field]}" in unescape(words(refused))
    assert str(second[field]) in unescape(page), "what was typed is kept"
    assert shown_state(browser.get(path).content.decode()) == shown_state(page) != state, "A's is still stored"
    assert browser.post(path, {**second, "shown_state": shown_state(page)}).status_code == 302
    assert str(second[field]) in unescape(browser.get(path).content.decode())


def test_synonyms(office: Client, in_kiel: RegionCard) -> None:
    path = "/verwaltung/suche/"
    both_save(office, path, {"text": "rad = bike"}, {"text": "handy = telefon"}, field="text")


def test_ready_sentences(office: Client, in_kiel: RegionCard) -> None:
    row = TextBlock.objects.create(use=BlockUse.REFUSAL, text="Das passt nicht.")
    path = f"/verwaltung/freigaben/saetze/{row.pk}/"
    both_save(office, path, {"text": "Das <b>passt</b> nicht her."}, {"text": "Leider nein."}, field="text")


def test_categories(office: Client, in_kiel: RegionCard) -> None:
    path = f"/verwaltung/branchen/{make_category(name='Bäckerei').pk}/"
    first, second = {"name": "Backwaren", "glyph": "bag"}, {"name": "Brot", "glyph": "bag"}
    both_save(office, path, first, second, field="name")


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business(slug="bakery")


@pytest.fixture
def browser(bakery: Business, kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(kiel, user=make_owner(bakery))


def test_how_a_business_is_reached(browser: Client, bakery: Business) -> None:
    first, second = ({"email": "laden@example.org", "phone": phone} for phone in ("0431 111111", "0431 222222"))
    both_save(browser, "/betrieb/oeffnungszeiten/", first, second, field="phone")


def test_texts_of_a_business(browser: Client, bakery: Business) -> None:
    values = {name: value for name, value in bakery.texts().items() if value not in (None, False, "")}
    values["category"] = values.pop("category_id")
    first, second = {**values, "description": "Brot und Wecken."}, {**values, "description": "Brot und Kaffee."}
    both_save(browser, "/betrieb/profil/", first, second, field="description")


def test_the_same_change_and_a_post_from_elsewhere(office: Client, in_kiel: RegionCard) -> None:
    path = "/verwaltung/suche/"
    state = shown_state(office.get(path).content.decode())
    for _again in range(2):
        assert office.post(path, {"text": "rad = bike", "shown_state": state}).status_code == 302
    assert office.post(path, {"text": "handy = telefon"}).status_code == 302
