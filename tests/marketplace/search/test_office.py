"""The office's page: words that mean the same, and what was searched in vain."""

from __future__ import annotations

import pytest
from django.test import Client

from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.search.defaults import DEFAULT_SYNONYMS
from marketplace.search.models import Missed, SynonymText
from marketplace.search.synonyms import BadSynonyms, check, read
from tests.make import NOON, make_business
from tests.words import words

PATH = "/verwaltung/suche/"


def test_the_code_brings_some_sixty_groups_that_are_understood() -> None:
    check(DEFAULT_SYNONYMS)
    groups = {group for found in read(DEFAULT_SYNONYMS).entries.values() for group in found}
    assert 55 <= len(groups) <= 80
    assert read("rad = bike; handy=Smart Phone # ein Wort\n# nichts\nunsinn").entries == {
        ("rad",): [("rad", "bike")],
        ("bike",): [("rad", "bike")],
        ("handy",): [("handy", "Smart Phone")],
        ("smart", "phone"): [("handy", "Smart Phone")],
    }


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("rad, bike", ["sign"]),
        ("rad = bike = velo", ["sign"]),
        ("rad = \n= bike\nrad = bike,, velo\nrad = !", ["empty"] * 4),
        ("Rad = bike, RAD", ["twice"]),
        (f"rad = {'x' * 41}", ["long"]),
        ("rad = a b c d", ["long"]),
        ("rad = " + ", ".join(f"bike{'x' * n}" for n in range(12)), ["long"]),
        ("a = b;" * 301, ["many"]),
        ("", []),
        ("# rad\n\nrad = bike; handy = telefon", []),
    ],
)
def test_lines_that_make_no_sense_are_named(text: str, kinds: list[str]) -> None:
    found: list[str] = []
    try:
        check(text)
    except BadSynonyms as refusal:
        found = [mistake.kind for mistake in refusal.mistakes]
    assert found == kinds


def test_the_office_writes_its_own_words(office: Client, site: Client, in_kiel: RegionCard) -> None:
    make_business(name="Semmeln", description="")
    assert "rad = fahrrad, bike, velo" in office.get(PATH).content.decode()
    refused = office.post(PATH, {"text": "rad = bike\nrundstück semmel"})
    assert refused.status_code == 422
    assert "Zeile 2: „rundstück semmel“ braucht genau ein =" in words(refused)
    assert not SynonymText.objects.exists()
    answer = office.post(PATH, {"text": "rundstück = semmel"}, follow=True)
    assert "Gespeichert. Die Suche findet jetzt danach." in words(answer)
    assert [entry.action for entry in Entry.objects.all()] == ["synonyms.changed"]
    assert site.get("/betriebe/?q=Rundstücke").context["page"].paginator.count == 1
    assert site.get("/betriebe/?q=Brötchen").context["page"].paginator.count == 0
    office.post(PATH, {"text": "rundstück = semmel"})
    assert Entry.objects.count() == 1
    office.post(PATH, {"text": ""})
    assert SynonymText.objects.get().text == ""
    assert Business.objects.in_words("Rundstück").count() == 0


def test_the_office_reads_what_was_searched_in_vain_from_five_on(office: Client, in_kiel: RegionCard) -> None:
    assert "Noch wurde nichts oft genug vergeblich gesucht." in words(office.get(PATH))
    for word, number in (("leiter", 5), ("geheimnis", 4)):
        Missed.objects.create(monday=NOON.date(), folded=word, shown=word, number=number)
    page = words(office.get(PATH))
    assert "leiter 5" in page
    assert "geheimnis" not in page


def test_nobody_else_reads_it(site: Client) -> None:
    assert site.get(PATH).status_code in (302, 403, 404)
