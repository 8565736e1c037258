"""„Meinten Sie …?“, and words that were searched in vain."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.listings.defaults import add_default_kinds
from marketplace.listings.models import Kind
from marketplace.search.alike import distance, most_alike
from marketplace.search.help import search_help
from marketplace.search.missed import note_missed, often_missed, write_missed
from marketplace.search.models import Missed, Word
from marketplace.search.tasks import tend_region
from marketplace.search.vocabulary import write_vocabulary
from tests.make import NOON, make_business, make_category, make_offer
from tests.make_article import make_article
from tests.make_listing import make_listing
from tests.make_meeting import make_meeting
from tests.words import words

MONDAY = date(2026, 11, 2)


@pytest.fixture
def empty_cache() -> Any:
    cache.clear()
    yield
    cache.clear()


def listed(*names: str, **more: Any) -> None:
    category = make_category(name="Laden")
    for name in names:
        make_business(name=name, description="", place="Wik", town="Kiel", category=category, **more)


@pytest.mark.usefixtures("in_kiel")
def test_the_vocabulary_holds_what_visitors_read_and_nothing_else() -> None:
    listed("Gärtnerei Öz", "gärtnerei Krüger", "GÄRTNEREI Krüger", "Gärtnerei 24105")
    listed_later = Business.objects.get(name="Gärtnerei 24105")
    make_business(name="Geheimrat", description="", approved_at=None)
    make_offer(business=listed_later, title="Blumenstrauß", description="")
    write_vocabulary()
    known = {row.folded: (row.shown, row.number) for row in Word.objects.all()}
    assert known["gaertnerei"] == ("Gärtnerei", 5)
    assert known["blumenstrauss"] == ("Blumenstrauß", 1)
    assert known.keys() == {"gaertnerei", "krueger", "laden", "kiel", "blumenstrauss"}
    Business.objects.filter(name__contains="Krüger").delete()
    write_vocabulary()
    assert "krueger" not in set(Word.objects.values_list("folded", flat=True))
    assert Word.objects.get(folded="gaertnerei").number == 3


@pytest.mark.usefixtures("in_kiel")
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("farrad", "Fahrrad"),  # a synonym's word: no text holds it by itself
        ("gaertnrei", "Gärtnerei"),
        ("Gärtnreei", "Gärtnerei"),
        ("Brto", "Brot"),
        ("Bort", "Brot"),
        ("Kafee", "Kaffee"),
        ("rote Gärtnrei", "rote Gärtnerei"),
        ("Gärtnerei", ""),  # found
        ("xyzxyz", ""),  # like nothing
        ("blaue Gärtnrei", ""),  # what would be suggested finds nothing either
    ],
)
def test_a_typo_is_answered_by_a_word_that_finds_something(typed: str, meant: str, empty_cache: None) -> None:
    listed("Gärtnerei am Wald", "Rote Gärtnerei", "Kaffee und Brot", "Kinderfahrrad")
    write_vocabulary()
    found = Business.objects.in_words(typed).count()
    suggestion = search_help(typed, Business.objects.public(), hits=found).suggestion
    assert suggestion == meant
    assert not meant or Business.objects.in_words(suggestion).exists()


@pytest.mark.usefixtures("in_kiel")
def test_few_hits_are_answered_by_a_word_with_more(empty_cache: None) -> None:
    listed("Gärtnrei", "Gärtnerei 1", "Gärtnerei 2", "Gärtnerei 3")
    write_vocabulary()
    rows = Business.objects.public()
    assert search_help("Gärtnrei", rows, hits=1).suggestion == "Gärtnerei"
    assert search_help("Gärtnerei", rows, hits=3).suggestion == ""
    assert search_help("Gärtnerei", rows, hits=2).suggestion == ""  # „Gärtnrei“ finds fewer


def test_the_letters_between_two_words_are_counted() -> None:
    assert [distance(*pair) for pair in (("brot", "brot"), ("brto", "brot"), ("bro", "brot"), ("", "ab"))] == [
        *(0, 1, 1, 2)
    ]


@pytest.mark.usefixtures("in_kiel")
def test_short_words_are_like_no_other() -> None:
    Word.objects.create(folded="radi", shown="Radi", number=9)
    assert (most_alike("rad"), most_alike("radu")) == ("", "Radi")
    assert most_alike("xyzxyz") == ""  # no word of the synonyms is near


def test_looking_changes_no_row_and_counts_what_was_in_vain(
    site: Client, in_kiel: RegionCard, empty_cache: None
) -> None:
    listed("Gärtnerei")
    for path in ("/betriebe/", "/gutscheine/", "/suche/"):
        site.get(path, {"q": "Rasenmäher für Gärtnerei 0431123456 xy"})
    assert not Missed.objects.exists()
    write_missed(at=NOON)
    # once although three pages were asked; found words, numbers and short ones not at all
    assert [(row.folded, row.shown, row.number) for row in Missed.objects.filter(folded="rasenmaeher")] == [
        ("rasenmaeher", "rasenmäher", 1)
    ]
    assert not Missed.objects.filter(folded__contains="0431").exists()
    write_missed(at=NOON)
    assert Missed.objects.get(folded="rasenmaeher").number == 1


@pytest.mark.usefixtures("in_kiel", "empty_cache")
def test_a_week_is_summed_shown_from_five_on_and_forgotten() -> None:
    def missed(word: str, number: int, *, weeks_ago: int = 0) -> None:
        monday = MONDAY - timedelta(weeks=weeks_ago)
        Missed.objects.create(monday=monday, folded=word, shown=word, number=number)

    for number, word in ((4, "rasenmaeher"), (5, "leiter"), (1, "max")):
        missed(word, number)
    missed("zelt", 7, weeks_ago=2)
    missed("hochzeit", 4, weeks_ago=2)
    missed("boot", 9, weeks_ago=13)
    at = NOON.replace(year=2026, month=11, day=4)
    for word in ("Rasenmäher", "rasenmaeher"):
        note_missed([word], at=at)
    write_missed(at=at)
    assert [(monday, [(row.shown, row.number) for row in rows]) for monday, rows in often_missed()] == [
        (MONDAY, [("rasenmaeher", 6), ("leiter", 5)]),
        (MONDAY - timedelta(weeks=2), [("zelt", 7)]),
    ]
    assert set(Missed.objects.values_list("folded", flat=True)) == {"rasenmaeher", "leiter", "max", "zelt"}


def test_the_night_writes_both_down(in_kiel: RegionCard, empty_cache: None) -> None:
    listed("Gärtnerei")
    note_missed(["leiter"], at=timezone.now())
    tend_region()
    assert (Word.objects.filter(folded="gaertnerei").exists(), Missed.objects.count()) == (True, 1)


def test_lists_say_what_was_meant_and_what_else_was_looked_for(
    site: Client, in_kiel: RegionCard, empty_cache: None
) -> None:
    listed("Gärtnerei Wald")
    make_offer(business=Business.objects.get(), title="Blumenstrauß")
    write_vocabulary()
    assert 'href="/betriebe/?q=G%C3%A4rtnerei">Gärtnerei</a>?' in site.get("/betriebe/?q=Gärtnrei").content.decode()
    page = site.get("/gutscheine/?q=Blumenstruß&sort=preis")
    assert 'href="/gutscheine/?q=Blumenstrau%C3%9F&amp;sort=preis">Blumenstrauß</a>?' in page.content.decode()
    assert "Auch gesucht: Fahrrad, Bike, Velo" in words(site.get("/betriebe/?q=Rad"))
    assert "Meinten Sie" not in words(site.get("/betriebe/?q=Wald"))


@pytest.mark.parametrize("path", ["/termine/", "/rat/", "/boerse/"])
def test_each_list_leads_to_what_was_meant(path: str, site: Client, in_kiel: RegionCard, empty_cache: None) -> None:
    make_meeting(title="Nachfolge")
    make_article(title="Nachfolge")
    add_default_kinds()
    make_listing(Kind.objects.get(slug="angebote"), title="Nachfolge")
    write_vocabulary()
    assert f'href="{path}?q=Nachfolge">Nachfolge</a>?' in site.get(f"{path}?q=Nachfolke").content.decode()
