"""What everybody reads: hub, topics, articles in their languages, news, programmes, people."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.advice.models import ArticleKind, ArticleText, CoSignature, Language
from tests.make import NOON, make_body
from tests.make_article import in_days, make_adviser, make_article, make_topic


def page(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, response
    return " ".join(response.content.decode().split())


@pytest.mark.usefixtures("in_kiel")
class TestHub:
    def test_the_hub_gathers_all_partners_texts(self, site: Client) -> None:
        topic = make_topic("Gründung")
        make_topic("Finanzierung", parent=topic)
        make_article(kind=ArticleKind.GUIDE, title="Gewerbe anmelden", topics=(topic,))
        make_article(kind=ArticleKind.PROGRAMME, title="Gründungszuschuss", valid_until=in_days(12))
        make_article(kind=ArticleKind.NEWS, title="Büro bis Montag zu")
        said = page(site, "/rat/")
        for text in ("Gründung", "Finanzierung", "Gewerbe anmelden", "läuft ab in 12 Tagen", "Büro bis Montag zu"):
            assert text in said

    def test_no_more_than_five_news_stand_on_the_hub_and_on_the_front_page(self, site: Client) -> None:
        body = make_body()
        for n in range(7):
            make_article(body, kind=ArticleKind.NEWS, title=f"Meldung {n}", released_at=NOON + timedelta(minutes=n))
        for path in ("/rat/", "/"):
            assert re.findall(r">Meldung (\d)<", page(site, path)) == ["6", "5", "4", "3", "2"]

    def test_the_hub_is_drawn_anew_when_something_on_it_changes(self, site: Client) -> None:
        article, topic = make_article(kind=ArticleKind.GUIDE, title="Vorher"), make_topic("Thema vorher")
        assert {"Vorher", "Thema vorher"} <= set(re.findall(r">((?:Thema v|V)orher)<", page(site, "/rat/")))
        article.title, topic.title = "Nachher", "Thema nachher"
        article.save()
        topic.save()
        assert {"Nachher", "Thema nachher"} <= set(re.findall(r">((?:Thema n|N)achher)<", page(site, "/rat/")))

    def test_news_end_by_themselves(self, site: Client) -> None:
        over = make_article(kind=ArticleKind.NEWS, title="Vorbei", valid_until=in_days(-1))
        make_article(kind=ArticleKind.NEWS, title="Bis heute", valid_until=in_days(0))
        said = page(site, "/aktuelles/")
        assert "Bis heute" in said
        assert "Vorbei" not in said
        assert "Das galt bis zum" in page(site, over.get_absolute_url(), 410)

    def test_the_list_is_narrowed_by_words_topic_reader_kind_language_and_partner(self, site: Client) -> None:
        topic = make_topic("Personal", slug="personal")
        below = make_topic("Azubis", parent=topic, slug="azubis")
        body = make_body(name="Handwerkskammer", slug="hwk")
        wanted = make_article(body, title="Azubi einstellen", topics=(below,), audiences=["business"], kind="guide")
        ArticleText.objects.create(
            article=wanted, language=Language.UKRAINIAN, title="Найм", lead="Найм", of_hash="x", by="a", at=NOON
        )
        make_article(title="Rente", audiences=["citizen"])
        for query in ("q=azubis", "thema=personal", "fuer=business", "art=guide", "sprache=uk", "partner=hwk"):
            said = page(site, f"/rat/?{query}")
            assert "Azubi einstellen" in said, query
            assert "Rente" not in said, query
        for query in ("thema=nichts", "fuer=koenig", "art=gedicht", "sprache=xx", "partner=nie"):
            page(site, f"/rat/?{query}")

    def test_what_says_nothing_of_its_readers_is_for_everybody(self, site: Client) -> None:
        make_article(title="Notfallnummern", audiences=[])
        assert "Notfallnummern" in page(site, "/rat/?fuer=solo")


@pytest.mark.usefixtures("in_kiel")
class TestArticle:
    def test_a_changed_number_changes_on_every_page_that_names_the_person(self, site: Client) -> None:
        adviser = make_adviser(phone="0431 111")
        named = f"Rufen Sie an: {{{{ kontakt:{adviser.pk} }}}}"
        texts = [make_article(text_md=named), make_article(steps=[{"title": "Anrufen", "text": named}], kind="guide")]
        assert all("0431 111" in page(site, one.get_absolute_url()) for one in texts)
        adviser.phone = "0431 222"
        adviser.save()
        for one in texts:
            said = page(site, one.get_absolute_url())
            assert "0431 222" in said
            assert "0431 111" not in said

    def test_a_guides_steps_name_who_helps_and_have_a_box_on_paper(self, site: Client) -> None:
        body = make_body(name="Agentur für Arbeit")
        adviser = make_adviser(body, name="Jan Kruse", phone="0431 709")
        step = {"title": "Ausfall anzeigen", "text": "Im selben Monat.", "body_id": body.pk, "adviser_id": adviser.pk}
        guide = make_article(kind=ArticleKind.GUIDE, steps=[step | {"url": "https://agentur.example.org/kug"}])
        said = page(site, guide.get_absolute_url())
        for text in ("Ausfall anzeigen", "Im selben Monat.", "Agentur für Arbeit", "Jan Kruse", "agentur.example.org"):
            assert text in said
        assert said.count('class="kl-checklist__box"') == 1

    def test_each_language_has_a_page_that_says_how_it_is_read(self, site: Client) -> None:
        article = make_article()
        texts = {"title": "طلب", "lead": "مختصر", "text_html": "<p>نص</p>", "by": "a", "at": NOON}
        ArticleText.objects.create(article=article, language="ar", of_hash=article.content_hash, **texts)
        said = page(site, article.get_absolute_url())
        assert 'hreflang="ar"' in said
        said = page(site, f"{article.get_absolute_url()}ar/")
        assert '<div class="kl-prose" lang="ar" dir="rtl"><p>نص</p></div>' in said
        assert "Diese Übersetzung ist älter" not in said
        page(site, f"{article.get_absolute_url()}tr/", 404)

    def test_a_translation_is_outdated_only_where_the_german_text_says_something_else(self, site: Client) -> None:
        article = make_article()
        easy = {"language": Language.EASY, "title": "Geld", "lead": "Leicht", "by": "a", "at": NOON, "machine": True}
        ArticleText.objects.create(article=article, of_hash=article.content_hash, **easy)
        address = f"{article.get_absolute_url()}de-x-leicht/"
        article.version += 1
        article.save()
        assert "Diese Übersetzung ist älter" not in page(site, address)
        article.text_md = "Der Antrag geht jetzt nur noch online."
        article.save()
        said = page(site, address)
        assert "Diese Übersetzung ist älter" in said
        assert "Automatisch übersetzt" in said

    def test_a_co_signature_counts_for_the_text_that_was_signed(self, site: Client) -> None:
        article, body = make_article(), make_body(name="Handwerkskammer")
        signed = {"version": 1, "asked_at": NOON, "signed_at": NOON, "signed_by": "a@example.org"}
        CoSignature.objects.create(article=article, body=body, of_hash=article.signed_hash, **signed)
        assert "hat mitgezeichnet" in page(site, article.get_absolute_url())
        article.lead = "Ganz anders."
        article.save()
        assert "hat mitgezeichnet" not in page(site, article.get_absolute_url())

    def test_readers_see_when_a_text_was_last_checked(self, site: Client) -> None:
        article = make_article(assured_on=in_days(-10))
        address = article.get_absolute_url()
        assert "vor Kurzem geprüft" in page(site, address)
        article.assured_on = in_days(-91)
        article.save()
        assert "vor Kurzem geprüft" not in page(site, address)
        article.review_due_on = in_days(-31)
        article.save()
        assert "wird geprüft" in page(site, address)

    def test_what_is_archived_leads_to_its_topic_for_a_year_then_it_is_gone(self, site: Client) -> None:
        topic = make_topic()
        article = make_article(archived_at=timezone.now(), archived_to=topic)
        response = site.get(article.get_absolute_url())
        assert (response.status_code, response["Location"]) == (301, topic.get_absolute_url())
        article.archived_at = timezone.now() - timedelta(days=366)
        article.save()
        assert "im Archiv" in page(site, article.get_absolute_url(), 410)

    def test_nobody_sees_what_is_not_public(self, site: Client) -> None:
        hidden = make_article(hidden_at=NOON)
        draft = make_article(released_at=None)
        later = make_article(valid_from=in_days(1))
        left = make_article(make_body(name="Weg", shown_at=None))
        for one in (hidden, draft, later, left):
            page(site, one.get_absolute_url(), 404)
            page(site, f"/rat/{one.pk}/", 404)  # which would lead to an address that holds the title
            page(site, f"/rat/rueckmeldung/{one.pk}/", 404)
            assert one.title not in page(site, "/rat/?q=kurzarbeitergeld")

    def test_a_title_that_changed_and_the_short_address_lead_there(self, site: Client) -> None:
        article = make_article(title="Neuer Titel")
        assert site.get(f"/rat/{article.pk}/alter-titel/")["Location"] == article.get_absolute_url()
        assert site.get(f"/rat/{article.pk}/")["Location"] == article.get_absolute_url()

    def test_search_engines_get_steps_questions_and_services(self, site: Client) -> None:
        adviser = make_adviser(phone="0431 999")
        text = f"Ja. {{{{ kontakt:{adviser.pk} }}}}</script>"
        kinds = {"guide": "HowTo", "faq": "FAQPage", "programme": "GovernmentService", "info": "Article"}
        for kind, expected in kinds.items():
            article = make_article(kind=kind, text_md=text, steps=[{"title": "Eins", "text": "Zwei"}])
            found = site.get(article.get_absolute_url()).content.decode()
            (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', found, re.DOTALL)
            data = json.loads(script)
            assert data["@type"] == expected
            assert "0431" not in script


@pytest.mark.usefixtures("in_kiel")
class TestTopic:
    def test_a_topic_holds_what_stands_below_it_and_who_advises(self, site: Client) -> None:
        topic = make_topic("Gründung")
        below = make_topic("Finanzierung", parent=topic)
        make_article(title="Kredit", topics=(below,))
        make_article(title="Wie viel Eigenkapital?", kind=ArticleKind.FAQ, topics=(topic, below))
        make_adviser(name="Inga Thoms", topics=(below,))
        said = page(site, topic.get_absolute_url())
        for text in ("Kredit", "Inga Thoms"):
            assert text in said
        assert said.count("<summary>Wie viel Eigenkapital?</summary>") == 1


@pytest.mark.usefixtures("in_kiel")
class TestProgrammes:
    def test_the_next_deadline_stands_first_and_what_is_over_nowhere(self, site: Client) -> None:
        titles = {"Übermorgen": 2, "Heute": 0, "Vorbei": -1, "In einem Jahr": 365}
        for title, days in titles.items():
            make_article(kind=ArticleKind.PROGRAMME, title=title, valid_until=in_days(days))
        make_article(kind=ArticleKind.PROGRAMME, title="Immer")
        said = page(site, "/foerderung/")
        shown = re.findall(r'class="kl-stretch" href="[^"]*">([^<]*)<', said)
        assert shown == ["Heute", "Übermorgen", "In einem Jahr", "Immer"]
        for words in ("läuft heute ab", "läuft ab in 2 Tagen", "ohne Frist"):
            assert words in said

    def test_deadlines_are_a_calendar_with_entries_that_stay_the_same(self, site: Client, in_kiel: RegionCard) -> None:
        programme = make_article(kind=ArticleKind.PROGRAMME, title="Zuschuss", valid_until=in_days(30))
        make_article(kind=ArticleKind.PROGRAMME, title="Ohne Frist")
        first = site.get("/foerderung.ics")
        text = first.content.decode()
        assert first["Content-Type"].startswith("text/calendar")
        assert text.count("BEGIN:VEVENT") == 1
        assert f"DTSTART;VALUE=DATE:{in_days(30):%Y%m%d}" in text
        assert site.get("/foerderung.ics", headers={"If-None-Match": first["ETag"]}).status_code == 304
        programme.valid_until, programme.version = in_days(40), 2
        programme.save()
        moved = site.get("/foerderung.ics").content.decode()
        uid = re.search(r"UID:(\S+)", text)
        assert uid
        assert uid[0] in moved
        assert "SEQUENCE:1" in moved

    def test_deadlines_and_news_are_feeds(self, site: Client) -> None:
        make_article(kind=ArticleKind.PROGRAMME, title="Zuschuss", valid_until=in_days(30))
        make_article(kind=ArticleKind.NEWS, title="Neu & gut")
        assert "<title>Zuschuss: bis " in page(site, "/foerderung/feed/")
        assert "<title>Neu &amp; gut</title>" in page(site, "/aktuelles/feed/")


@pytest.mark.usefixtures("in_kiel")
class TestAdvisers:
    def test_people_are_found_by_topic_language_and_partner(self, site: Client) -> None:
        topic, body = make_topic(slug="recht"), make_body(slug="ihk")
        make_adviser(body, name="Petra Hansen", topics=(topic,), languages=["de", "uk"])
        make_adviser(make_body(slug="hwk"), name="Ole Petersen", languages=["de"])
        make_adviser(name="Noch nicht", shown_at=None)
        said = page(site, "/beratung/")
        assert "Petra Hansen" in said
        assert "Ole Petersen" in said
        assert "Noch nicht" not in said
        for query in ("thema=recht", "sprache=uk", "partner=ihk"):
            said = page(site, f"/beratung/?{query}")
            assert "Petra Hansen" in said
            assert "Ole Petersen" not in said
        assert "Dazu ist noch niemand genannt." in page(site, "/beratung/?thema=nichts")
