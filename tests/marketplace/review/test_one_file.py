"""A new kind of entry is one file: poems have no template, letter, page, log word or verb of their own."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.audit.models import Entry
from marketplace.review.slice import _log_words
from marketplace.review.submit import submit
from tests.make import NOON, make_user
from tests.marketplace.review.cast import links_in, path_to_answer, path_to_decide
from tests.marketplace.review.poems import Poem, make_poem
from tests.post import deliver_all
from tests.words import words

pytestmark = pytest.mark.usefixtures("poems")


@pytest.fixture
def poem(poems: None) -> Poem:
    make_user(email="rathaus@kiel.example")
    return submit(make_poem(at=timezone.now()), by="Lena", at=timezone.now())


def test_a_poem_is_decided_on_from_the_mail_and_its_poet_hears_of_it(site: Client, poem: Poem) -> None:
    (letter,) = deliver_all()
    assert (letter.to, letter.subject) == (["rathaus@kiel.example"], "Bitte freigeben: Möwen (neuer Eintrag)")
    assert "Verse: 1" in letter.body
    (link,) = links_in(letter)
    assert "Gedicht, neu Möwen freigeben?" in words(site.get(link))
    assert "Hier und da. Verse 1" in words(site.get(link))

    done = site.post(link, {"freigeben": "1"}, follow=True)

    assert "Freigegeben. Danke!" in words(done)
    poem.refresh_from_db()
    assert (poem.is_public, poem.state) == (True, "public")
    (letter,) = deliver_all()
    assert (letter.to, letter.subject) == (["lena@example.org"], "Möwen ist freigegeben")
    assert letter.reply_to == ["rathaus@kiel.example"]


def test_a_poem_is_refused_and_its_poet_may_say_something_against_it(site: Client, poem: Poem) -> None:
    site.post(path_to_decide(poem), {"ablehnen": "1", "reason": "Das reimt sich nicht."})
    (letter,) = deliver_all()  # the one that asked staff is void
    assert "Das reimt sich nicht." in letter.body
    poem.refresh_from_db()
    page = path_to_answer(poem)
    assert page in letter.body
    assert "Ihr Eintrag wurde nicht freigegeben Das reimt sich nicht." in words(site.get(page))

    answer = {"title": "Möwen", "body": "Hier und da.", "answer": "Muss es auch nicht."}
    assert "Danke, Ihre Antwort ist da." in words(site.post(page, answer, follow=True))

    poem.refresh_from_db()
    assert (poem.state, poem.version, poem.question, poem.answer) == (
        "waiting", 2, "Das reimt sich nicht.", "Muss es auch nicht."
    )  # fmt: skip
    assert "Von Ihnen Das reimt sich nicht. Antwort Muss es auch nicht." in words(site.get(path_to_decide(poem)))


def test_the_office_decides_on_the_room_s_own_page(office: Client, poem: Poem) -> None:
    page = f"/verwaltung/freigaben/poem/{poem.pk}/"
    assert "Möwen freigeben?" in words(office.get(page))
    assert office.post(page, {"freigeben": "1", "version": "1"}).status_code == 302
    assert Entry.objects.get(action="poem.approved").actor == "Ute Brandt"
    assert office.get(page).status_code == 409
    assert office.get("/verwaltung/freigaben/novel/1/").status_code == 404
    assert office.get("/verwaltung/freigaben/poem/99999999999999999999/").status_code == 404


def test_the_log_has_words_for_it(poems: None) -> None:
    found = {name: str(text) for name, text in _log_words().items() if name.startswith("poem.")}
    assert found == {
        "poem.approved": "Gedicht freigegeben",
        "poem.rejected": "Gedicht abgelehnt",
        "poem.asked": "Gedicht: Rückfrage gestellt",
        "poem.answered": "Gedicht: Rückfrage beantwortet",
        "poem.changed": "Gedicht: Änderung eingereicht",
        "poem.forgotten": "Gedicht: abgelehnten Eintrag gelöscht",
    }


def test_states_are_dates(poems: None) -> None:
    states = {
        "unconfirmed": make_poem(confirmed_at=None),
        "waiting": make_poem(),
        "asked": make_poem(asked_at=NOON),
        "public": make_poem(approved_at=NOON),
        "changed": make_poem(approved_at=NOON, pending={"body": "Neu."}),
        "rejected": make_poem(rejected_at=NOON),
        "closed": make_poem(approved_at=NOON, closed_at=NOON),
        "removed": make_poem(approved_at=NOON, removed_at=NOON),
    }
    assert {name: poem.state for name, poem in states.items()} == {name: name for name in states}
    by_pk = {poem.pk: name for name, poem in states.items()}
    for rows, expected in (
        (Poem.objects.public(), {"public", "changed"}),
        (Poem.objects.waiting(), {"waiting", "changed"}),
        (Poem.objects.asked(), {"asked"}),
    ):
        assert {by_pk[poem.pk] for poem in rows} == expected
    assert {name for name, poem in states.items() if poem.is_public} == {"public", "changed"}
    assert {name for name, poem in states.items() if poem.is_waiting} == {"waiting", "changed"}
    assert {name for name, poem in states.items() if poem.is_asked} == {"asked"}
