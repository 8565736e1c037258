"""„Hat das geholfen?“, what is read, and what is missing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard
from marketplace.advice.models import ArticleText, Daily, Language, PageFeedback
from marketplace.advice.statistics.daily import write_down
from marketplace.advice.statistics.missing import most_read, what_is_missing
from tests.conftest import make_client
from tests.make import NOON, make_author, make_body
from tests.make_article import make_article

BROWSER = {"User-Agent": "Mozilla/5.0"}

pytestmark = pytest.mark.usefixtures("in_kiel")


def say(article: object, *, helpful: bool, sentence: str = "", days_ago: int = 0) -> None:
    at = timezone.now() - timedelta(days=days_ago)
    PageFeedback.objects.create(article=article, version=1, helpful=helpful, sentence=sentence, at=at)


def test_an_answer_is_kept_without_a_trace_of_who_gave_it(site: Client) -> None:
    article, entries = make_article(version=3), Entry.objects.count()
    address = f"/rat/rueckmeldung/{article.pk}/"
    assert 'value="nein"' in site.get(f"{address}?hilfreich=nein").content.decode()
    assert not PageFeedback.objects.exists()
    response = site.post(address, {"helpful": "nein", "sentence": "Die Frist fehlt."})
    assert response.status_code == 302
    assert "Danke!" in site.get(response["Location"]).content.decode()
    (row,) = PageFeedback.objects.values()
    assert {**row, "id": 0, "at": None} == {
        "id": 0,
        "article_id": article.pk,
        "version": 3,
        "helpful": False,
        "sentence": "Die Frist fehlt.",
        "at": None,
    }
    assert Entry.objects.count() == entries


def test_a_sentence_has_three_hundred_characters_and_an_answer_is_needed(site: Client) -> None:
    address = f"/rat/rueckmeldung/{make_article().pk}/"
    assert site.post(address, {"helpful": "ja", "sentence": "x" * 301}).status_code == 422
    assert site.post(address, {"sentence": "Gut"}).status_code == 422
    assert not PageFeedback.objects.exists()


def test_a_sentence_is_forgotten_with_the_page_that_shows_it_and_an_answer_after_two_years() -> None:
    article = make_article()
    say(article, helpful=False, sentence="Mein Name ist Ute.", days_ago=91)
    say(article, helpful=True, sentence="Danke.", days_ago=89)
    say(article, helpful=True, days_ago=800)
    write_down(at=timezone.now())
    assert list(PageFeedback.objects.values_list("helpful", "sentence")) == [(True, "Danke."), (False, "")]


def test_nobody_can_answer_a_hundred_times_in_an_hour(site: Client) -> None:
    address = f"/rat/rueckmeldung/{make_article().pk}/"
    codes = [site.post(address, {"helpful": "ja"}).status_code for _ in range(21)]
    assert codes == [302] * 20 + [429]
    assert PageFeedback.objects.count() == 20


def test_views_are_counted_by_day_and_kept_for_two_years(site: Client) -> None:
    article = make_article()
    for _ in range(2):
        site.get(article.get_absolute_url(), headers=BROWSER)
    site.get("/rat/", headers=BROWSER)
    Daily.objects.create(day=timezone.localdate() - timedelta(days=800), article=article, number=9)
    write_down(at=timezone.now())
    today = timezone.localdate()
    assert set(Daily.objects.values_list("day", "article", "number")) == {(today, article.pk, 2), (today, None, 1)}
    site.get(article.get_absolute_url(), headers=BROWSER)
    write_down(at=timezone.now())
    assert most_read(timezone.now()) == [(article, 3)]


def test_what_is_missing_is_said_of_the_last_ninety_days() -> None:
    bad, good, old = (make_article(title=title) for title in ("Schlecht", "Gut", "Alt"))
    for n in range(3):
        say(bad, helpful=n == 0, sentence="Unklar" if n == 1 else "")
        say(good, helpful=True)
        say(old, helpful=False, sentence="Vergessen", days_ago=91)
    said = what_is_missing(at=timezone.now())
    assert [(one.article, one.number, one.answers) for one in said.unhelpful] == [(bad, 2, 3)]
    assert [one.sentence for one in said.sentences] == ["Unklar"]


def test_what_is_read_but_not_told_in_easy_words_is_named() -> None:
    told, untold = make_article(), make_article()
    ArticleText.objects.create(
        article=told, language=Language.EASY, title="Leicht", lead="Leicht", of_hash="x", by="a", at=NOON
    )
    for article in (told, untold):
        Daily.objects.create(day=timezone.localdate(), article=article, number=7)
    assert what_is_missing(at=timezone.now()).not_in_easy_language == [(untold, 7)]


def test_partners_see_what_is_said_of_their_own_texts(office: Client, in_kiel: RegionCard) -> None:
    own, other = make_body(), make_body(name="HWK")
    for body in (own, other):
        say(make_article(body), helpful=False, sentence=f"Satz über {body.name}")
    client = make_client(in_kiel, user=make_author(own))
    said = client.get("/partnerbereich/texte/was-fehlt/").content.decode()
    assert "Satz über IHK zu Kiel" in said
    assert "Satz über HWK" not in said
    for path in ("was-fehlt", "zahlen"):
        assert office.get(f"/verwaltung/rat/{path}/").status_code == 200
    assert "Satz über HWK" in office.get("/verwaltung/rat/was-fehlt/").content.decode()


def test_what_was_searched_in_vain_is_counted(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[str] = []
    monkeypatch.setattr("marketplace.search.help.note_missed", lambda words, at: noted.extend(words))
    make_article(title="Kurzarbeit")
    site.get("/rat/?q=Insolvenzgeld")
    assert noted == ["Insolvenzgeld"]
