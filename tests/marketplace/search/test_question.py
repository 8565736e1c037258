"""What is typed finds what was meant, in businesses and in offers, by form and API alike."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.search.change_synonyms import change_synonyms
from marketplace.search.question import question, words_of
from tests.make import NOON, make_business, make_category, make_offer


def found(text: str) -> list[str]:
    return sorted(Business.objects.in_words(text).values_list("name", flat=True))


def named(*names: str) -> None:
    category = make_category(name="Laden")
    for name in names:
        make_business(name=name, description="", place="Wik", town="Kiel", category=category)


# Forty words: each finds the same on every server, since no server's stemmer is asked.
FORTY = {
    "Bäckerei Ünal": "Bäckerei Baeckerei BACKEREI backerei bäckereien",
    "Kinderfahrrad": "Fahrrad Fahrräder Fahrraeder FAHRRÄDERN Kinderfahrräder Rad Räder Kinderrad Fahrradern",
    "Fahrradschlauch": "Schlauch Schläuche Schlaeuche schlauchs",
    "Sørensen Straße": "Soerensen Sorensen Sørensen Sörensen Strasse STRASSE straßen",
    "Łódź": "lodz Łódź LODZ",
    "Kindersitze": "Kindersitz Kindersitzen kindersitze",
    "Gärtnerinnen": "Gärtner gaertner Gartner Gärtnerin Gärtner:innen Gärtner*innen",
    "Tische": "Tisch Tischen Tische",
    "Apfelbäume": "Apfelbaum apfelbaeume Apfelbäumen",
}


@pytest.mark.usefixtures("in_kiel")
@pytest.mark.parametrize("name", FORTY)
def test_forty_words_find_what_is_meant(name: str) -> None:
    named(*FORTY)
    assert sum(len(words.split()) for words in FORTY.values()) >= 40
    assert [(word, name in found(word)) for word in FORTY[name].split()] == [(w, True) for w in FORTY[name].split()]


@pytest.mark.usefixtures("in_kiel")
@pytest.mark.parametrize(
    "words",
    [
        ("Fahrrad", "Fahrräder", "Fahrraeder", "FAHRRÄDERN", "Fahrrads"),
        ("Kindersitz", "Kindersitze", "Kindersitzen"),
        ("Schlauch", "Schläuche", "Schlaeuchen"),
        ("Buch", "Bücher", "Büchern"),
        ("Lampe", "Lampen"),
        ("Auto", "Autos"),
        ("Garten", "Gärten"),
    ],
)
def test_singular_and_plural_find_one_set(words: tuple[str, ...]) -> None:
    named("Fahrrad", "Fahrräder", "Fahrradschlauch", "Herrenfahrräder", "Kindersitze", "Kindersitz grün", "Schläuche")
    named_too = ("Buch", "Bücher", "Kochbücher", "Lampe", "Stehlampen", "Auto", "Autos", "Garten", "Gärten")
    for name in named_too:
        make_business(name=name, description="", category=Business.objects.all()[0].category)
    sets = {word: found(word) for word in words}
    assert len(sets[words[0]]) >= 2
    assert sets == dict.fromkeys(words, sets[words[0]])


@pytest.mark.usefixtures("in_kiel")
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Teller", "Bestellungen"),  # no plural: -er stays
        ("Seite", "Seit 1900"),
        ("Leine", "Klein"),
        ("Reise", "Preis und Kreis"),
        ("schön", "Schon"),
        ("Müll", "Mull"),
        ("Verkäufer", "Verkauf"),
        ("Küche", "Kuchen"),
        ("Müller", "Sperrmüll"),
        ("Räder", "Dreißig Grad"),
        ("Fahrrad", "Grad"),  # „rad“ means the same, but not within a word
        ("z", "Öz"),
    ],
)
def test_what_only_looks_alike_is_not_found(typed: str, name: str) -> None:
    named(name)
    assert found(typed) == []
    assert found(name) == [name]


@pytest.mark.usefixtures("in_kiel")
def test_words_that_mean_the_same_are_looked_for_too() -> None:
    named("Handyladen", "Smartphones", "Kinderfahrrad", "Herrenrad", "E-Bikes")
    assert found("Handys") == ["Handyladen", "Smartphones"]
    assert found("Kinderrad") == ["Kinderfahrrad"]
    assert found("Fahrräder") == ["E-Bikes", "Herrenrad", "Kinderfahrrad"]
    assert found("ebike") == ["E-Bikes"]
    change_synonyms("handy = smart phone\nfernsprecher = handy", by="Ute", at=NOON)
    make_business(name="Phone ganz smart", description="", category=Business.objects.all()[0].category)
    assert question("Handy").also == ["smart phone", "fernsprecher"]
    assert found("smart phone") == ["Handyladen", "Phone ganz smart", "Smartphones"]


@pytest.mark.usefixtures("in_kiel")
def test_the_synonyms_are_read_once_in_a_stay(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        for word in ("Handy", "Rad", "Sofa"):
            question(word)


def test_small_words_are_left_out_unless_nothing_else_is_there() -> None:
    assert words_of("Ein Rad für die Kinder") == ["rad", "kinder"]
    assert words_of("für die") == ["fuer", "die"]
    assert words_of("Verkäufer:in, Lehrer*innen, Koch/-in") == ["verkaeufer", "lehrer", "koch"]
    assert words_of("a b c d e f g h i j") == list("abcdefgh")
    assert len(words_of("x" * 1000)[0]) == 100


TYPED = ["Baeckerei", "Bäckerei", "BACKEREI", "Bäckereien", "Soerensen", "Sørensen", "strasse", "Lodz", "Krüger"]


@pytest.mark.parametrize("typed", TYPED)
def test_lists_and_api_find_it_however_it_is_typed(typed: str, site: Client, in_kiel: RegionCard) -> None:
    bakery = make_business(name="Bäckerei Sørensen & Krüger", place="Łódźer Straße", slug="b")
    make_business(name="Anders", description="")
    make_offer(business=bakery, title="Frühstück")
    lists = [site.get(path, {"q": typed}) for path in ("/betriebe/", "/gutscheine/")]
    assert [page.context["page"].paginator.count for page in lists] == [1, 1]
    answers = [site.get(f"/api/v1/{name}/", {"q": typed}).json()["results"] for name in ("businesses", "offers")]
    assert [len(answer) for answer in answers] == [1, 1]


@pytest.mark.usefixtures("in_kiel")
def test_two_common_words_that_stand_together_nowhere_are_asked_of_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    named("Rotes Sofa", "Blauer Schrank", "Roter Schrank")
    found_by = {
        "roter schrank": (1, 2000, "LIKE"),
        "Roter Schrank": (9, 2000, " IN ("),
        "ROTER SCHRANK": (9, 0, "LIMIT"),
    }
    for text, (few, most_read, way) in found_by.items():  # a question is asked once in a stay
        monkeypatch.setattr("marketplace.search.question.FEW", few)
        monkeypatch.setattr("marketplace.search.question.MOST_READ", most_read)
        query = str(Business.objects.in_words(text).query)
        assert [part for part in ("LIKE", " IN (", "LIMIT") if part in query][-1] == way
        assert found(text) == ["Roter Schrank"]
        assert found(f"{text} sofa") == []
