"""The host's desk, in each of its three areas."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard
from kreislauf.rich_text import rich_text
from marketplace.advice.models import Article
from marketplace.meetings.models import Meeting, Question
from marketplace.meetings.questions.moderate import tick_off
from tenants.branding.models import Branding
from tests.conftest import make_client
from tests.make import make_author, make_body, make_business, make_owner
from tests.marketplace.meetings.meeting_rows import meeting_row, question_row

AREAS = ["partnerbereich", "betrieb", "verwaltung"]


@pytest.fixture
def hosts(in_kiel: RegionCard, office: Client) -> dict[str, tuple[Client, Meeting, Meeting]]:
    """Each area's browser with a meeting of its own, and one of somebody else's."""
    body, business = make_body(), make_business()
    of_body, of_business = meeting_row(body=body), meeting_row(business=business)
    return {
        "partnerbereich": (make_client(in_kiel, user=make_author(body)), of_body, of_business),
        "betrieb": (make_client(in_kiel, user=make_owner(business)), of_business, of_body),
        "verwaltung": (office, of_body, meeting_row(body=body)),
    }


@pytest.fixture
def office_desk(office: Client) -> tuple[Client, Question, Callable[..., Question]]:
    question = question_row(meeting_row())

    def step(name: str, row: Question = question) -> Question:
        office.post(f"/verwaltung/termine/{row.meeting_id}/fragen/{row.pk}/{name}/")
        row.refresh_from_db()
        return row

    return office, question, step


@pytest.mark.parametrize("area", AREAS)
def test_hosts_see_what_was_asked_at_their_own_meetings(hosts: dict, area: str) -> None:  # type: ignore[type-arg]
    client, own, other = hosts[area]
    question_row(own, "Wie lange dauert das?")

    assert "Wie lange dauert das?" in client.get(f"/{area}/termine/{own.pk}/fragen/").content.decode()
    if area != "verwaltung":
        assert client.get(f"/{area}/termine/{other.pk}/fragen/").status_code == 404


@pytest.mark.parametrize("area", AREAS)
def test_hosts_bring_their_own_questions_on_stage_and_no_other(hosts: dict, area: str) -> None:  # type: ignore[type-arg]
    client, own, other = hosts[area]
    mine, foreign = question_row(own), question_row(other)
    for meeting, question in ((own, mine), (own, foreign), (other, mine)):
        client.post(f"/{area}/termine/{meeting.pk}/fragen/{question.pk}/buehne/")
    mine.refresh_from_db()
    foreign.refresh_from_db()

    assert (mine.state, foreign.state) == ("live", "new")


def test_a_question_goes_its_way(office_desk: tuple) -> None:  # type: ignore[type-arg]
    _office, _question, step = office_desk

    assert [step(name).state for name in ("vormerkung", "buehne", "vormerkung", "buehne", "erledigung")] == [
        "shortlisted",
        "live",
        "shortlisted",
        "live",
        "answered",
    ]
    assert [step(name).state for name in ("ruecknahme", "ausblendung", "ruecknahme")] == ["new", "hidden", "new"]


def test_the_next_question_on_stage_answers_the_one_before(office_desk: tuple) -> None:  # type: ignore[type-arg]
    _office, question, step = office_desk
    step("buehne")
    other = question_row(question.meeting, "Und dann?")
    step("buehne", other)
    question.refresh_from_db()

    assert (question.state, other.state) == ("answered", "live")


def test_hiding_is_written_down_without_the_words_and_can_be_undone(office_desk: tuple) -> None:  # type: ignore[type-arg]
    office, question, step = office_desk
    step("buehne")
    step("ausblendung")

    page = office.get(f"/verwaltung/termine/{question.meeting_id}/fragen/").content.decode()
    assert f'action="/verwaltung/termine/{question.meeting_id}/fragen/{question.pk}/ruecknahme/"' in page
    (entry,) = Entry.objects.filter(action="question.hidden")
    assert entry.title == f"Frage {question.pk} zum Termin {question.meeting_id}"


def test_an_unknown_step_is_no_address(office_desk: tuple) -> None:  # type: ignore[type-arg]
    office, question, _step = office_desk

    path = f"/verwaltung/termine/{question.meeting_id}/fragen/{question.pk}/loeschung/"
    assert office.post(path).status_code == 404


def test_a_written_answer_stands_under_its_question(office_desk: tuple, site: Client) -> None:  # type: ignore[type-arg]
    office, question, step = office_desk
    step("buehne")
    path = f"/verwaltung/termine/{question.meeting_id}/fragen/{question.pk}/antwort/"
    office.post(path, {"text": "**Ja**, ab 1. Januar."})
    question.refresh_from_db()

    assert (question.state, question.answer_html) == ("answered", "<p><strong>Ja</strong>, ab 1. Januar.</p>\n")
    page = site.get(f"/termine/fragen/{question.meeting_id}/").content.decode()
    assert "<strong>Ja</strong>, ab 1. Januar." in page
    office.post(path, {"text": ""})
    assert "ab 1. Januar" not in site.get(f"/termine/fragen/{question.meeting_id}/").content.decode()


def test_an_answer_does_no_harm(office_desk: tuple, site: Client) -> None:  # type: ignore[type-arg]
    office, question, _step = office_desk
    path = f"/verwaltung/termine/{question.meeting_id}/fragen/{question.pk}/antwort/"
    office.post(path, {"text": "<script>alert(1)</script> [x](javascript:alert(1))"})
    question.refresh_from_db()

    assert "<script" not in question.answer_html
    assert "href" not in question.answer_html


def test_a_desk_with_many_questions_has_pages(office_desk: tuple) -> None:  # type: ignore[type-arg]
    office, question, _step = office_desk
    for number in range(40):
        question_row(question.meeting, f"Frage {number}", asked_at=timezone.now())
    page = office.get(f"/verwaltung/termine/{question.meeting_id}/fragen/").content.decode()

    assert page.count("kl-question__text") == 20
    assert "?seite=2" in page


def answered(meeting: Meeting, text: str = "Ja.\n\nAber *nur* ab Januar.") -> Question:
    return question_row(meeting, "Gilt das auch für Minijobs?", answer_md=text, answer_html=rich_text(text))


def test_an_answer_becomes_a_draft_of_the_partner_s_own(hosts: dict) -> None:  # type: ignore[type-arg]
    client, own, _other = hosts["partnerbereich"]
    question = answered(own)
    path = f"/partnerbereich/termine/{own.pk}/fragen/{question.pk}/text/"
    locations = {client.post(path)["Location"] for _time in range(2)}

    (article,) = Article.objects.all()
    assert locations == {f"/partnerbereich/texte/{article.pk}/aendern/"}
    assert (article.kind, article.body, article.title, article.lead, article.text_md, article.is_public) == (
        "faq",
        own.body,
        "Gilt das auch für Minijobs?",
        "Ja.",
        "Aber *nur* ab Januar.",
        False,
    )
    question.refresh_from_db()
    assert question.published_article == article
    assert Entry.objects.filter(action="question.published").count() == 1


def test_a_long_answer_is_said_in_short_and_in_full(hosts: dict) -> None:  # type: ignore[type-arg]
    client, own, _other = hosts["verwaltung"]
    text = "**Ja**, " + "und noch etwas, " * 40
    client.post(f"/verwaltung/termine/{own.pk}/fragen/{answered(own, text).pk}/text/")

    (article,) = Article.objects.all()
    assert (article.lead[:8], len(article.lead), article.text_md) == ("Ja, und ", 400, text)


def test_a_question_without_an_answer_is_not_published(hosts: dict) -> None:  # type: ignore[type-arg]
    client, own, _other = hosts["partnerbereich"]
    question = question_row(own)
    answer = client.post(f"/partnerbereich/termine/{own.pk}/fragen/{question.pk}/text/")

    assert answer["Location"] == f"/partnerbereich/termine/{own.pk}/fragen/{question.pk}/antwort/"
    assert Article.objects.count() == 0


def test_businesses_and_regions_without_advice_publish_none(hosts: dict) -> None:  # type: ignore[type-arg]
    client, own, _other = hosts["betrieb"]
    question = answered(own)
    assert client.post(f"/betrieb/termine/{own.pk}/fragen/{question.pk}/text/").status_code == 404

    client, own, _other = hosts["partnerbereich"]
    question = answered(own)
    page = f"/partnerbereich/termine/{own.pk}/fragen/"
    tick_off(question, at=timezone.now())
    assert "In Rat & Hilfe übernehmen" in client.get(f"{page}?stand=beantwortet").content.decode()
    Branding.objects.update(modules={"advice": False})
    assert "In Rat & Hilfe übernehmen" not in client.get(f"{page}?stand=beantwortet").content.decode()
    assert client.post(f"{page}{question.pk}/text/").status_code == 404


def test_the_public_page_leads_to_the_article_once_everybody_may_read_it(hosts: dict, site: Client) -> None:  # type: ignore[type-arg]
    client, own, _other = hosts["partnerbereich"]
    question = answered(own)
    tick_off(question, at=timezone.now())
    client.post(f"/partnerbereich/termine/{own.pk}/fragen/{question.pk}/text/")
    page = f"/termine/fragen/{own.pk}/"

    assert "Mehr dazu" not in site.get(page).content.decode()
    Article.objects.update(approved_at=timezone.now())
    assert Article.objects.get().get_absolute_url() in site.get(page).content.decode()


def test_start_pages_say_what_nobody_has_looked_at(hosts: dict) -> None:  # type: ignore[type-arg]
    client, own, other = hosts["partnerbereich"]
    question_row(own)
    question_row(own, shortlisted_at=timezone.now())
    question_row(other)
    page = client.get("/partnerbereich/").content.decode()

    assert ("1 neue Frage" in page, f"/partnerbereich/termine/{own.pk}/fragen/" in page) == (True, True)


def test_the_page_of_a_meeting_leads_to_its_desk(hosts: dict) -> None:  # type: ignore[type-arg]
    for area, (client, own, _other) in hosts.items():
        page = client.get(f"/{area}/termine/{own.pk}/").content.decode()
        assert f"/{area}/termine/{own.pk}/fragen/" in page
