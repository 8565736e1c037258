"""The made-up hubs, looked at as data: whoever is named is there, and no number rings."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from marketplace.advice.models import ArticleKind, Language
from marketplace.advice.models.article import AUDIENCES
from marketplace.advice.spoken import SPOKEN
from marketplace.demo.hub.kiel import KIEL_HUB
from marketplace.demo.regions import KREISE, REGIONS
from marketplace.demo.shape import DemoRegion
from marketplace.meetings.models import Kind, RecordingPolicy, RoomKind, Shares
from marketplace.partners.models import BodyKind, BodyRole
from tenants.art.glyphs import GLYPHS

each = pytest.mark.parametrize("region", [*KREISE, *REGIONS], ids=lambda region: region.label)
# The Bundesnetzagentur keeps these free for films and books.
FICTION = re.compile(r"040 66969-\d{3}|0221 4710-\d{3}")


@each
def test_whoever_and_whatever_a_hub_names_is_there(region: DemoRegion) -> None:
    hub = region.hub
    bodies, advisers = {one.key for one in hub.bodies}, {one.key for one in hub.advisers}
    topics = {one.slug for one in hub.topics} | {slug for one in hub.topics for slug, _title, _lead in one.below}
    businesses = {one.name for one in region.businesses}
    steps = [step for article in hub.articles for step in article.steps]

    assert {one.place for one in hub.bodies} <= set(region.spots)
    assert {one.body for one in hub.advisers} | {step.body for step in steps} <= {*bodies, ""}
    assert {one.body for one in hub.articles} | {one.signed_by for one in hub.articles} <= {*bodies, ""}
    assert {step.adviser for step in steps} | named_in(region) <= {*advisers, ""}
    assert {slug for one in (*hub.advisers, *hub.articles) for slug in one.topics} <= topics
    assert {one.adviser for one in hub.hours} <= advisers
    assert {one.topic for one in hub.meetings} <= {*topics, ""}
    assert {one.host for one in hub.meetings} <= {*bodies, *businesses, ""}
    assert {one.place for one in hub.meetings if one.kind != Kind.ONLINE} <= set(region.spots)
    assert {name for one in hub.bodies for name in one.members} | set(hub.services) <= businesses
    assert {one.article for one in hub.texts} <= {one.key for one in hub.articles}


def named_in(region: DemoRegion) -> set[str]:
    """The advisers that texts name."""
    texts = " ".join(one.text for one in (*region.hub.articles, *region.hub.texts))
    return set(re.findall(r"\{\{ kontakt:(\w+) \}\}", texts))


@each
def test_words_of_a_hub_are_those_of_the_models(region: DemoRegion) -> None:
    hub = region.hub

    assert {one.kind for one in hub.bodies} <= set(BodyKind)
    assert {role for one in hub.bodies for _name, role in one.people} <= set(BodyRole)
    assert {one.mark for one in (*hub.bodies, *hub.supporters)} <= set(GLYPHS)
    assert {one.kind for one in hub.articles} <= set(ArticleKind)
    assert {audience for one in hub.articles for audience in one.audiences} <= set(AUDIENCES)
    assert {one.language for one in hub.texts} <= set(Language)
    assert {language for one in hub.advisers for language in one.languages} <= set(SPOKEN)
    assert {one.kind for one in hub.meetings} <= set(Kind)
    assert {one.room or "none" for one in hub.meetings} <= set(RoomKind)
    assert {one.recording for one in hub.meetings} <= set(RecordingPolicy)
    assert {one.shared for one in (*hub.meetings, *hub.articles)} <= set(Shares)


@each
def test_no_number_of_a_hub_rings_anywhere(region: DemoRegion) -> None:
    hub = region.hub
    numbers = [one.phone for one in (*hub.bodies, *hub.advisers)] + [one.dial_in for one in hub.meetings if one.dial_in]

    assert [number for number in numbers if not FICTION.fullmatch(number)] == []
    assert [number for number, count in Counter(numbers).items() if count > 1] == []


@each
def test_news_end_within_six_weeks_and_a_translation_has_every_step(region: DemoRegion) -> None:
    articles = {one.key: one for one in region.hub.articles}

    assert all(one.body and one.until and one.until <= 42 for one in articles.values() if one.kind == "news")
    assert [one.article for one in region.hub.texts if len(one.steps) != len(articles[one.article].steps)] == []
    assert all(one.capacity is None or one.taken <= one.capacity for one in region.hub.meetings)


def test_kiel_is_a_hub_of_thirteen_houses_in_five_languages() -> None:
    kinds = Counter(one.kind for one in KIEL_HUB.articles)

    assert len(KIEL_HUB.bodies) == 13
    assert set(kinds) == set(ArticleKind)
    assert sum(kinds.values()) >= 25
    assert kinds["project"] == 2
    assert Counter(one.language for one in KIEL_HUB.texts)["de-x-leicht"] == 5
    assert {one.language for one in KIEL_HUB.texts} == {"de-x-leicht", "en", "uk", "tr"}
    assert len(KIEL_HUB.meetings) >= 12
