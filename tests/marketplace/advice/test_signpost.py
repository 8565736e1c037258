"""Three answers lead to people and texts."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from marketplace.advice.public.choices import ByWhen
from marketplace.advice.public.signpost import find_way
from tests.make import make_body
from tests.make_article import make_adviser, make_article, make_topic

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY_AT_TEN = datetime(2026, 11, 23, 10, tzinfo=BERLIN)
OPEN_THEN = [{"day": 0, "from": "09:00", "to": "12:00"}]
CLOSED_THEN = [{"day": 0, "from": "14:00", "to": "16:00"}]

pytestmark = pytest.mark.usefixtures("in_kiel")


def test_today_whoever_can_be_called_now_stands_first() -> None:
    topic = make_topic()
    later = make_adviser(make_body(position=1), topics=(topic,), hours=CLOSED_THEN)
    now = make_adviser(make_body(position=2), topics=(topic,), hours=OPEN_THEN)
    booked = make_adviser(make_body(position=3), topics=(topic,), booking_url="https://termine.example.org")
    assert find_way(topic, "", ByWhen.TODAY, at=MONDAY_AT_TEN).advisers == [now, later, booked]
    assert find_way(topic, "", ByWhen.WEEK, at=MONDAY_AT_TEN).advisers == [booked, later, now]
    assert find_way(topic, "", ByWhen.LATER, at=MONDAY_AT_TEN).advisers == [later, now, booked]


def test_a_topic_leads_to_people_above_and_below_it() -> None:
    topic = make_topic("Gründung")
    below, beside = make_topic("Finanzierung", parent=topic), make_topic("Recht", parent=topic)
    general, exact = make_adviser(topics=(topic,)), make_adviser(topics=(below,))
    other = make_adviser(topics=(beside,))
    assert find_way(below, "", "", at=MONDAY_AT_TEN).advisers == [general, exact]
    assert find_way(topic, "", "", at=MONDAY_AT_TEN).advisers == [general, exact, other]


def test_guides_come_before_other_texts_and_only_for_that_reader() -> None:
    topic, body = make_topic(), make_body()
    question = make_article(body, kind="faq", topics=(topic,))
    guide = make_article(body, kind="guide", topics=(topic,), audiences=["solo"])
    make_article(body, kind="info", topics=(topic,), audiences=["employee"])
    make_article(body, kind="news", topics=(topic,))
    way = find_way(topic, "solo", ByWhen.LATER, at=MONDAY_AT_TEN)
    assert way.articles == [guide, question]
    assert way.bodies == [body]
    assert way.texts_first


def test_the_page_asks_answers_and_says_what_is_missing(site: Client) -> None:
    topic = make_topic("Gründung", slug="gruendung")
    make_adviser(name="Petra Hansen", topics=(topic,))
    make_article(title="Gewerbe anmelden", topics=(topic,))
    said = site.get("/wegweiser/").content.decode()
    assert "Wer sind Sie?" in said
    assert "Ohne ein Thema" not in said
    said = site.get("/wegweiser/?wer=solo&was=gruendung&bis=heute").content.decode()
    assert said.index("Petra Hansen") < said.index("Gewerbe anmelden")
    said = site.get("/wegweiser/?wer=solo&was=gruendung&bis=zeit").content.decode()
    assert said.index("Gewerbe anmelden") < said.index("Petra Hansen")
    for query in ("?wer=solo", "?was=nichts"):
        said = site.get(f"/wegweiser/{query}").content.decode()
        assert "Ohne ein Thema" in said.partition('id="fehler"')[2]
        assert 'aria-invalid="true" aria-describedby="fehler"' in said.partition('id="was"')[2]
    make_topic("Leer", slug="leer")
    assert "noch niemand genannt" in site.get("/wegweiser/?was=leer").content.decode()


def test_the_page_sets_no_cookie_and_needs_no_script(site: Client) -> None:
    make_topic(slug="a")
    response = site.get("/wegweiser/?was=a")
    assert not response.cookies
    assert "data-hx" not in response.content.decode().partition("<main")[2].partition("</main>")[0]
