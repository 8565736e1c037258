"""Who may do what with a text: its author, the editors, another partner's people, the office."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.advice.hand_over import hand_over_all
from marketplace.advice.models import Adviser, Article, ArticleText, CoSignature, Language, Topic
from marketplace.advice.writing.hand_in import Incomplete, NotADraft, Rights, hand_in
from marketplace.advice.writing.translate import translate
from marketplace.advice.writing.write import rewrite
from marketplace.partners.models import BodyRole
from marketplace.review.ask_back import ask_back
from tests.make import NOON, make_author, make_body, make_user
from tests.make_article import make_adviser, make_article, make_topic
from tests.post import deliver_all
from tests.words import words

SAID = {"title": "Short-time work", "lead": "Report it first.", "text_md": "Call **us**.", "steps": [], "machine": True}
DAY = timedelta(days=1)


def typed(**fields: str) -> dict[str, str]:
    return {"title": "Hafenfest", "lead": "Am Sonntag öffnen die Läden.", "text_md": "Von 13 bis 18 Uhr.", **fields}


def test_an_author_alone_publishes_nothing_whatever_is_posted(site: Client) -> None:
    body = make_body(publishes_itself=True)
    make_author(body, role=BodyRole.EDITOR)
    article = make_article(body, released_at=None)
    site.force_login(make_author(body))
    site.post(f"/partnerbereich/texte/{article.pk}/abgabe/")
    site.post(f"/partnerbereich/texte/{article.pk}/abgabe/")

    article.refresh_from_db()
    assert (article.approved_at, article.for_editors_at is None) == (None, False)
    assert len(deliver_all()) == 1, "handed over twice, the editors hear of it once"


def test_where_nobody_edits_an_author_s_text_goes_to_the_office(site: Client) -> None:
    body = make_body(publishes_itself=True)
    article = make_article(body, released_at=None)
    site.force_login(make_author(body))
    site.post(f"/partnerbereich/texte/{article.pk}/abgabe/")
    article.refresh_from_db()
    assert (article.approved_at, article.is_waiting) == (None, True)


def test_another_partner_s_people_find_nothing(site: Client) -> None:
    article = make_article()
    site.force_login(make_author(make_body(name="Fremd"), role=BodyRole.EDITOR))
    paths = ["", "aendern/", "sprache/en/", "archiv/", "rueckgabe/"]
    assert {site.get(f"/partnerbereich/texte/{article.pk}/{path}").status_code for path in paths} == {404}
    posts = ["abgabe/", "bestaetigung/", "archiv/", "wiederaufnahme/", "mitzeichnung/"]
    assert {site.post(f"/partnerbereich/texte/{article.pk}/{path}").status_code for path in posts} == {404}


def test_advisers_and_signatures_are_for_editors(site: Client) -> None:
    body = make_body()
    adviser, article = make_adviser(body), make_article(body)
    site.force_login(make_author(body))
    assert site.get(f"/partnerbereich/beratung/{adviser.pk}/").status_code == 403
    assert site.post(f"/partnerbereich/texte/{article.pk}/mitzeichnung/").status_code == 403
    assert site.get("/partnerbereich/beratung/").status_code == 200


def test_an_editor_gives_a_text_back_with_a_sentence(site: Client) -> None:
    body = make_body()
    author = make_author(body)
    article = make_article(body, released_at=None, author=author, for_editors_at=NOON)
    site.force_login(make_author(body, role=BodyRole.EDITOR))
    site.post(f"/partnerbereich/texte/{article.pk}/rueckgabe/", {"note": "Bitte kürzer."})

    (letter,) = deliver_all()
    assert letter.to == [author.email]
    assert "Bitte kürzer." in letter.body
    site.force_login(author)
    assert "Bitte kürzer." in words(site.get(f"/partnerbereich/texte/{article.pk}/"))


def test_news_end_within_six_weeks(site: Client) -> None:
    site.force_login(make_author(make_body(publishes_itself=True), role=BodyRole.EDITOR))
    today = timezone.localdate()
    late, last = today + 43 * DAY, today + 42 * DAY
    refused = site.post("/partnerbereich/texte/neu/news/", typed(abgeben="1", valid_until=late.isoformat()))
    assert (refused.status_code, "Bitte spätestens am" in words(refused)) == (422, True)
    assert site.post("/partnerbereich/texte/neu/news/", typed(abgeben="1")).status_code == 422
    site.post("/partnerbereich/texte/neu/news/", typed(abgeben="1", valid_until=last.isoformat()))
    assert Article.objects.public().get().valid_until == last


def test_a_guide_needs_a_step_and_says_so(in_kiel: RegionCard) -> None:
    guide = make_article(kind="guide", released_at=None)
    with pytest.raises(Incomplete) as refusal:
        hand_in(guide, rights=Rights.PUBLISH, by="Ute", at=timezone.now())
    assert refusal.value.sentences == ["Eine Anleitung braucht mindestens einen Schritt."]


def test_what_is_public_and_unchanged_is_no_draft(in_kiel: RegionCard) -> None:
    with pytest.raises(NotADraft):
        hand_in(make_article(), rights=Rights.PUBLISH, by="Ute", at=timezone.now())


def test_pictures_and_contacts_that_nobody_has_are_refused(site: Client) -> None:
    site.force_login(make_author(make_body(), role=BodyRole.EDITOR))
    picture = site.post("/partnerbereich/texte/neu/info/", typed(text_md="![Hafen](https://kiel.de/h.png)"))
    assert "Bilder im Text gehen nicht" in words(picture)
    nobody = site.post("/partnerbereich/texte/neu/info/", typed(text_md="{{ kontakt:4711 }}"))
    assert "mit der Nummer 4711 gibt es nicht" in words(nobody)
    assert not Article.objects.exists()


def test_a_form_that_is_sent_twice_makes_one_text(site: Client) -> None:
    site.force_login(make_author(make_body(), role=BodyRole.EDITOR))
    page = site.get("/partnerbereich/texte/neu/info/")
    key = page.context["form"]["key"].value()
    for _time in range(2):
        site.post("/partnerbereich/texte/neu/info/", typed(key=key, entwurf="1"))
    assert Article.objects.count() == 1


def test_the_office_writes_for_the_region_itself_and_for_partners(site: Client) -> None:
    site.force_login(make_user())
    body = make_body()
    site.post("/verwaltung/rat/neu/info/", typed(abgeben="1"))
    site.post("/verwaltung/rat/neu/info/", typed(abgeben="1", body=str(body.pk)))
    assert [article.body for article in Article.objects.public().order_by("pk")] == [None, body]
    assert site.post("/verwaltung/rat/neu/news/", typed(abgeben="1", valid_until="2026-12-01")).status_code == 422


def test_a_language_is_approved_with_its_article_and_outdated_only_where_the_words_differ(
    in_kiel: RegionCard,
) -> None:
    article = make_article(make_body())
    row = translate(article, Language.ENGLISH, SAID, by="Ute", at=timezone.now())
    assert not ArticleText.objects.exists()
    hand_in(row, rights=Rights.PUBLISH, by="Ute", at=timezone.now())
    text = ArticleText.objects.select_related("article").get()
    assert (text.text_html, text.machine, text.is_outdated) == ("<p>Call <strong>us</strong>.</p>\n", True, False)

    _publish(rewrite(text.article, {"amount": "mehr"}, by="Ute", at=timezone.now()))
    assert not ArticleText.objects.select_related("article").get().is_outdated
    _publish(rewrite(text.article, {"lead": "Anders."}, by="Ute", at=timezone.now()))
    assert ArticleText.objects.select_related("article").get().is_outdated


def _publish(article: Article) -> None:
    hand_in(article, rights=Rights.PUBLISH, by="Ute", at=timezone.now())


def test_a_language_in_a_form_of_its_own(site: Client) -> None:
    body = make_body()
    article = make_article(body, kind="guide", steps=[{"title": "Anrufen", "text": "Bei uns."}])
    site.force_login(make_author(body, role=BodyRole.EDITOR))
    form = {"title": "Дзвінок", "lead": "Коротко.", "text_md": "", "step_1_title": "Зателефонуйте", "step_1_text": ""}
    assert site.post(f"/partnerbereich/texte/{article.pk}/sprache/uk/", form).status_code == 302
    said = Article.objects.get().proposed().translations["uk"]
    assert (said["title"], said["steps"]) == ("Дзвінок", [{"title": "Зателефонуйте", "text": ""}])
    page = site.get(f"/partnerbereich/texte/{article.pk}/sprache/ar/").content.decode()
    assert 'dir="rtl"' in page
    assert '<h1 class="kl-h1">العربية</h1>' in page
    site.post(f"/partnerbereich/texte/{article.pk}/sprache/uk/loeschung/")
    assert Article.objects.get().proposed().translations == {}


def test_a_question_of_the_office_is_answered_with_the_next_text(site: Client) -> None:
    body = make_body()
    editor = make_author(body, role=BodyRole.EDITOR)
    article = make_article(body, author=editor, released_at=None, handed_in_at=NOON)
    ask_back(article, version=1, question="Für wen gilt das?", by=make_user(), at=timezone.now())
    site.force_login(editor)
    assert "Für wen gilt das?" in words(site.get(f"/partnerbereich/texte/{article.pk}/aendern/"))
    again = site.post(f"/partnerbereich/texte/{article.pk}/aendern/", typed(antwort="Für viele.", title=""))
    assert (again.status_code, "Für viele." in words(again)) == (422, True)
    site.post(f"/partnerbereich/texte/{article.pk}/aendern/", typed(antwort="Für alle.", abgeben="1"))

    article.refresh_from_db()
    assert (article.is_waiting, article.question, article.answer) == (True, "Für wen gilt das?", "Für alle.")


def test_a_changed_number_says_how_many_texts_show_it_and_is_dated(site: Client) -> None:
    body = make_body()
    adviser = make_adviser(body)
    make_article(body, text_md=adviser.code)
    site.force_login(make_author(body, role=BodyRole.EDITOR))
    form = {"name": adviser.name, "phone": "0431 901 99", "email": adviser.email}
    page = site.post(f"/partnerbereich/beratung/{adviser.pk}/", form, follow=True)
    assert "1 öffentlicher Text zeigt" in words(page)
    changed = Adviser.objects.get()
    assert (changed.phone, changed.numbers_changed_at > NOON) == ("0431 901 99", True)

    before = changed.numbers_changed_at
    site.post(f"/partnerbereich/beratung/{adviser.pk}/", {**form, "hours_note": "nach Absprache"})
    assert Adviser.objects.get().numbers_changed_at == before


def test_a_card_says_what_somebody_gives_talks_about(site: Client) -> None:
    body = make_body()
    adviser = make_adviser(body)
    site.force_login(make_author(body, role=BodyRole.EDITOR))
    form = {"name": adviser.name, "phone": "0431 901 0", "talks": "Gründen im Nebenerwerb"}
    site.post(f"/partnerbereich/beratung/{adviser.pk}/", form)
    assert 'value="Gründen im Nebenerwerb"' in site.get(f"/partnerbereich/beratung/{adviser.pk}/").content.decode()
    assert "Vorträge: Gründen im Nebenerwerb" in words(site.get("/beratung/"))


def test_an_adviser_has_to_be_reached_somehow(site: Client) -> None:
    site.force_login(make_author(make_body(), role=BodyRole.EDITOR))
    refused = site.post("/partnerbereich/beratung/neu/", {"name": "Meike Storm"})
    assert refused.status_code == 422
    site.post("/partnerbereich/beratung/neu/", {"name": "Meike Storm", "phone": "0431 901 0"})
    assert Adviser.objects.shown().get().assured_on == timezone.localdate()


def test_a_partner_that_leaves_hands_over_its_texts_or_they_are_archived(in_kiel: RegionCard) -> None:
    leaving, heir, alone = make_body(), make_body(name="Heir"), make_body(name="Alone")
    article, adviser = make_article(leaving), make_adviser(leaving)
    CoSignature.objects.create(article=make_article(), body=leaving, version=1, of_hash="", asked_at=NOON)
    assert hand_over_all(leaving, heir, "Ute", timezone.now()) == 2
    article.refresh_from_db()
    adviser.refresh_from_db()
    assert (article.body, article.review_due_on, adviser.body) == (heir, timezone.localdate(), heir)
    assert not CoSignature.objects.exists()

    theirs, person = make_article(alone), make_adviser(alone)
    hand_over_all(alone, None, "Ute", timezone.now())
    theirs.refresh_from_db()
    person.refresh_from_db()
    assert (theirs.archived_at is None, person.shown_at) == (False, None)


def test_topics_have_two_levels_an_order_and_stay_while_something_names_them(site: Client) -> None:
    site.force_login(make_user())
    for title in ("Gründung", "Ausbildung"):
        site.post("/verwaltung/rat/themen/", {"title": title, "glyph": "book"})
    first, second = Topic.objects.in_order()
    site.post("/verwaltung/rat/themen/", {"title": "Finanzierung", "glyph": "book", "parent": first.pk})
    below = Topic.objects.get(parent=first)
    refused = site.post(f"/verwaltung/rat/themen/{second.pk}/", {"title": "X", "glyph": "book", "parent": below.pk})
    assert refused.status_code == 422

    site.post(f"/verwaltung/rat/themen/{second.pk}/platz/", {"wohin": "hoch"})
    assert list(Topic.objects.top()) == [second, first]
    make_article(topics=(below,))
    page = site.post(f"/verwaltung/rat/themen/{below.pk}/loeschung/", follow=True)
    assert "gibt es noch Texte" in words(page)
    site.post(f"/verwaltung/rat/themen/{second.pk}/loeschung/")
    assert list(Topic.objects.top()) == [first]


def test_lists_of_a_desk_ask_as_much_for_three_rows_as_for_one(site: Client) -> None:
    body = make_body()
    site.force_login(make_author(body, role=BodyRole.EDITOR))
    counts = []
    for _more in range(2):
        make_article(body, topics=(make_topic(),))
        make_adviser(body)
        counts.append([_queries(site, "/partnerbereich/texte/"), _queries(site, "/partnerbereich/beratung/")])
        make_article(body)
    assert counts[0] == counts[1]


def _queries(site: Client, path: str) -> int:
    site.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert site.get(path).status_code == 200
    return len(asked)
