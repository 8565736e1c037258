"""Asking and voting, as people do it who have a seat or none."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kreislauf.regions import RegionCard, stepping_into
from kreislauf.web.page_cache import VERSION
from marketplace.meetings.models import Meeting, Question, QuestionVote
from marketplace.meetings.questions.ask import NotOpen, ask
from marketplace.meetings.questions.forget import forget_names, forget_words
from marketplace.meetings.questions.vote import unvote, vote, voter_of
from marketplace.meetings.seats.links import seat_token
from marketplace.meetings.tasks import forget_in_regions
from tests.conftest import make_client
from tests.make_listing import old_stamp
from tests.make_meeting import make_meeting, make_registration
from tests.marketplace.meetings.meeting_rows import meeting_row, question_row

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def meeting(in_kiel: RegionCard) -> Meeting:
    return meeting_row()


def page_of(meeting: Meeting) -> str:
    return f"/termine/fragen/{meeting.pk}/"


def form(**fields: Any) -> dict[str, Any]:
    return {"text": "Wie lange dauert das?", "stamp": old_stamp()} | fields


def shown(client: Client, path: str) -> list[str]:
    html = client.get(path).content.decode()
    return re.findall(r'kl-question__text">([^<]*)</p>', html)


def test_the_host_looks_first_at_what_a_stranger_asks(site: Client, meeting: Meeting) -> None:
    answer = site.post(page_of(meeting), form(), follow=True)

    assert "Die Gastgeber sehen Ihre Frage an." in answer.content.decode()
    assert [(q.text, q.state) for q in Question.objects.all()] == [("Wie lange dauert das?", "new")]
    assert shown(site, page_of(meeting)) == []


def test_what_somebody_with_a_seat_asks_is_there_at_once_and_nameless(site: Client, meeting: Meeting) -> None:
    seat = make_registration(meeting)
    path = f"/termine/fragen/platz/{seat_token(seat)}/"
    site.post(path, form())

    assert shown(site, page_of(meeting)) == ["Wie lange dauert das?"]
    assert "Ilse Petersen" not in site.get(page_of(meeting)).content.decode()


@pytest.mark.parametrize("gone", ["cancelled_at", "lapsed_at"])
def test_the_link_of_somebody_who_does_not_come_asks_nothing(site: Client, meeting: Meeting, gone: str) -> None:
    seat = make_registration(meeting, **{gone: timezone.now()})

    assert site.post(f"/termine/fragen/platz/{seat_token(seat)}/", form()).status_code == 410
    assert site.get("/termine/fragen/platz/kein-link/").status_code == 410
    assert Question.objects.count() == 0


def test_a_form_that_is_sent_twice_asks_once(site: Client, meeting: Meeting) -> None:
    key = re.findall(r'name="key" value="([^"]+)"', site.get(page_of(meeting)).content.decode())[0]
    for _time in range(2):
        site.post(page_of(meeting), form(key=key))

    assert Question.objects.count() == 1


def test_a_program_that_fills_in_the_trap_is_thanked_and_ignored(site: Client, meeting: Meeting) -> None:
    assert site.post(page_of(meeting), form(webseite="https://spam.example")).status_code == 302
    assert Question.objects.count() == 0


def test_an_empty_question_is_refused_where_it_hurts(site: Client, meeting: Meeting) -> None:
    answer = site.post(page_of(meeting), form(text=" "))

    assert (answer.status_code, Question.objects.count()) == (422, 0)
    assert "Bitte füllen Sie dieses Feld aus." in answer.content.decode()


def test_one_place_asks_thirty_times_an_hour_at_most(site: Client, meeting: Meeting) -> None:
    answers = [site.post(page_of(meeting), form()).status_code for _time in range(31)]

    assert answers == [302] * 30 + [429]


def test_questions_are_taken_from_a_day_on_until_the_end(meeting: Meeting) -> None:
    opens, ends = meeting.questions_open_at, meeting.ends_at
    assert opens is not None
    for at, n in ((opens - HOUR, 0), (opens, 1), (ends - HOUR, 2), (ends, 2)):
        with suppress(NotOpen):
            ask(meeting, text="Ja?", key=f"{at}", at=at)
        assert Question.objects.count() == n


@pytest.mark.parametrize("fields", [{"questions_open_at": None}, {"approved_at": None}, {"hidden_at": timezone.now()}])
def test_a_meeting_without_questions_has_no_page_of_them(site: Client, fields: dict[str, Any]) -> None:
    meeting = meeting_row(**fields)

    assert site.get(page_of(meeting)).status_code == 404
    with pytest.raises(NotOpen):
        ask(meeting, text="Ja?", key="a", at=timezone.now())


def test_a_vote_counts_once_and_can_be_removed(meeting: Meeting) -> None:
    question, now = question_row(meeting, shortlisted_at=timezone.now()), timezone.now()
    ute, jan = voter_of(meeting, "ute" * 8), voter_of(meeting, make_registration(meeting))

    assert [vote(question, voter=who, at=now) for who in (ute, ute, jan)] == [True, False, True]
    assert Question.objects.get().votes == 2 == QuestionVote.objects.count()
    assert [unvote(question, voter=ute, at=now) for _time in range(2)] == [True, False]
    assert Question.objects.get().votes == 1 == QuestionVote.objects.count()


@pytest.mark.parametrize("state", ["new", "answered", "hidden"])
def test_only_what_everybody_sees_and_nobody_has_answered_is_voted_on(meeting: Meeting, state: str) -> None:
    now = timezone.now()
    dates = {} if state == "new" else {f"{state}_at": now}
    question = question_row(meeting, **dates)

    assert vote(question, voter="a" * 64, at=now) is False
    assert Question.objects.get().votes == 0


def test_nobody_votes_after_the_end(meeting: Meeting) -> None:
    question = question_row(meeting, shortlisted_at=timezone.now())

    assert vote(question, voter="a" * 64, at=meeting.ends_at) is False


def test_the_same_person_is_somebody_else_at_another_meeting(meeting: Meeting) -> None:
    other = meeting_row()

    assert voter_of(meeting, "ute") != voter_of(other, "ute")
    assert voter_of(meeting, "ute") == voter_of(meeting, "ute")


def test_a_browser_votes_without_a_script_and_takes_it_back(site: Client, meeting: Meeting) -> None:
    question = question_row(meeting, shortlisted_at=timezone.now())
    path = f"{page_of(meeting)}{question.pk}/stimme/"
    assert "stimme" not in site.get(page_of(meeting)).cookies  # looking sets none

    answer = site.post(path)
    cookie = answer.cookies["stimme"]
    assert (answer["Location"], cookie["path"], cookie["httponly"]) == (
        f"{page_of(meeting)}#frage-{question.pk}",
        page_of(meeting),
        True,
    )
    assert Question.objects.get().votes == 1
    assert 'aria-pressed="true"' in site.get(page_of(meeting)).content.decode()
    site.post(path, {"weg": "1"})
    assert Question.objects.get().votes == 0


def test_with_a_script_only_the_list_comes_back(site: Client, meeting: Meeting) -> None:
    question = question_row(meeting, shortlisted_at=timezone.now())

    html = site.post(f"{page_of(meeting)}{question.pk}/stimme/", HTTP_HX_REQUEST="true").content.decode()
    assert html.strip().startswith('<section\n  class="kl-questions"')
    assert '<span class="kl-vote__n">1</span>' in html


def test_the_most_wanted_question_stands_first(site: Client, meeting: Meeting) -> None:
    now = timezone.now()
    for text, votes in (("Zwei", 2), ("Fünf", 5), ("Null", 0)):
        question_row(meeting, text, votes=votes, shortlisted_at=now)

    assert shown(site, page_of(meeting)) == ["Fünf", "Zwei", "Null"]


def test_there_is_one_question_on_stage(meeting: Meeting) -> None:
    question_row(meeting, live_at=timezone.now())

    with pytest.raises(IntegrityError):
        question_row(meeting, live_at=timezone.now())


def test_the_stage_shows_the_live_question_and_is_told_nothing_while_it_stays(site: Client, meeting: Meeting) -> None:
    path = f"{page_of(meeting)}buehne/"
    assert "Was möchten Sie wissen?" in site.get(path).content.decode()
    live = question_row(meeting, "Gilt das für alle?", live_at=timezone.now(), asked_by=make_registration(meeting))

    page = site.get(path).content.decode()
    assert ("Gilt das für alle?" in page, "Ilse Petersen" in page) == (True, False)
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in page
    part = {"HTTP_HX_REQUEST": "true"}
    assert site.get(f"{path}?stand={live.pk}-0", **part).status_code == 204
    Question.objects.update(votes=3)
    answer = site.get(f"{path}?stand={live.pk}-0", **part)
    assert (answer.status_code, "3 Stimmen" in answer.content.decode()) == (200, True)


def test_a_hidden_question_is_nowhere(site: Client, meeting: Meeting) -> None:
    question_row(meeting, "Unsinn", live_at=None, shortlisted_at=timezone.now(), hidden_at=timezone.now())

    for path in (page_of(meeting), f"{page_of(meeting)}buehne/"):
        assert "Unsinn" not in site.get(path).content.decode()


def test_questions_and_votes_void_no_kept_page(site: Client, meeting: Meeting) -> None:
    site.post(page_of(meeting), form())
    question = question_row(meeting, shortlisted_at=timezone.now())
    before = cache.get(VERSION)
    site.post(page_of(meeting), form())
    site.post(f"{page_of(meeting)}{question.pk}/stimme/")

    assert cache.get(VERSION) == before


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_often_however_much_was_asked(
    in_kiel: RegionCard, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    meeting = meeting_row()
    for _number in range(rows):
        question_row(meeting, shortlisted_at=timezone.now(), answer_html="<p>Ja</p>")
    client = make_client(in_kiel)
    client.get(page_of(meeting))

    with django_assert_num_queries(5):
        client.get(page_of(meeting), HTTP_HX_REQUEST="true")


def test_the_page_of_a_seat_leads_to_its_questions(site: Client, meeting: Meeting) -> None:
    token = seat_token(make_registration(meeting))

    page = site.get(f"/termine/platz/{token}/").content.decode()
    link = re.findall(r'href="(/termine/fragen/platz/[^"]+)"', page)[0]
    assert site.get(link).status_code == 200


def test_the_page_of_a_meeting_says_where_or_from_when_people_ask(site: Client) -> None:
    opens = timezone.now() + DAY
    cases = {"open": meeting_row(), "later": meeting_row(questions_open_at=opens), "never": make_meeting()}
    pages = {name: site.get(row.get_absolute_url()).content.decode() for name, row in cases.items()}

    assert {name: f"/termine/fragen/{cases[name].pk}/" in page for name, page in pages.items()} == {
        "open": True,
        "later": False,
        "never": False,
    }
    assert "Fragen können Sie ab" in pages["later"]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_sweep_finds_regions_with_something_to_forget_and_forgets_it(kiel: RegionCard, at_once: None) -> None:
    with stepping_into(kiel):
        over = meeting_row(starts_at=timezone.now() - 40 * DAY)
        question_row(over, "Alt?", shown_name="Ute", asked_at=timezone.now() - 40 * DAY)
    forget_in_regions()
    with stepping_into(kiel):
        assert Question.objects.count() == 0


def test_names_go_with_the_end_of_the_meeting_and_words_a_month_later(meeting: Meeting) -> None:
    question = question_row(meeting, "Wie?", shown_name="Ute", asked_by=make_registration(meeting))
    answered = question_row(meeting, "Wann?", answer_md="Morgen.", answer_html="<p>Morgen.</p>")
    QuestionVote.objects.create(question=answered, voter_hash="a" * 64)
    end = meeting.ends_at

    assert forget_names(at=end - HOUR) == 0
    assert forget_names(at=end) == 1
    question.refresh_from_db()
    assert (question.text, question.shown_name, question.asked_by) == ("Wie?", "", None)
    assert question in Question.objects.on_show()  # as before
    assert forget_names(at=end) == 0
    assert forget_words(at=end + 30 * DAY - HOUR) == 0
    assert forget_words(at=end + 30 * DAY) == 1
    assert list(Question.objects.all()) == [answered]
    assert QuestionVote.objects.count() == 0
