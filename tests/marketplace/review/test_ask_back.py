"""Staff asks one question; nobody decides before the answer; the answer waits with the question beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.review.approve import approve
from marketplace.review.ask_back import answer, ask_back
from marketplace.review.change import change
from marketplace.review.decisions import AlreadyDecided, NothingAsked, OutdatedVersion, StillAsked
from marketplace.review.models import BlockUse, TextBlock
from marketplace.review.reject import reject
from tests.make import NOON, make_business, make_owner, make_user
from tests.marketplace.review.cast import links_in, path_to_answer, path_to_decide, queued
from tests.post import deliver_all
from tests.words import words

QUESTION = "Wie lautet die Hausnummer?"


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    make_user(email="rathaus@kiel.example")
    return make_business(approved_at=None, submitted_at=timezone.now())


def ask(site: Client, business: Business) -> Business:
    assert site.post(path_to_decide(business), {"rueckfrage": "1", "question": QUESTION}).status_code == 302
    business.refresh_from_db()
    return business


def form_of(site: Client, page: str) -> dict[str, object]:
    initial = site.get(page).context["form"].initial
    return {name: "" if value is None else value for name, value in initial.items()}


def test_a_question_is_asked_from_the_mail_and_answered_with_another_text(site: Client, bakery: Business) -> None:
    done = site.post(path_to_decide(bakery), {"rueckfrage": "1", "question": QUESTION}, follow=True)
    assert "Ihre Rückfrage ist unterwegs." in words(done)
    bakery.refresh_from_db()
    assert (bakery.state, Business.objects.waiting().count(), Business.objects.asked().count()) == ("asked", 0, 1)
    (letter,) = deliver_all()
    assert (letter.to, QUESTION in letter.body) == (["backstube@example.org"], True)
    page = path_to_answer(bakery)
    assert page in letter.body

    shown = site.get(page)
    assert f"fragt {QUESTION}" in words(shown)
    answered = {**form_of(site, page), "street": "Holtenauer Straße 14", "answer": "Nummer 14."}
    assert "Danke, Ihre Antwort ist da." in words(site.post(page, answered, follow=True))

    bakery.refresh_from_db()
    assert (bakery.state, bakery.version, bakery.street) == ("waiting", 2, "Holtenauer Straße 14")
    (letter,) = deliver_all()
    assert (letter.to, "Nummer 14." in letter.body) == (["rathaus@kiel.example"], True)
    (link,) = links_in(letter)
    assert f"Von Ihnen {QUESTION} Antwort Nummer 14." in words(site.get(link))
    site.post(link, {"freigeben": "1"})
    bakery.refresh_from_db()
    assert (bakery.is_public, bakery.question, bakery.answer) == (True, "", "")
    actions = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert actions[:3] == ["business.asked", "business.changed", "business.approved"]


def test_the_page_for_the_answer_works_once(site: Client, bakery: Business) -> None:
    page = path_to_answer(ask(site, bakery))
    answered = {**form_of(site, page), "answer": "Nummer 14."}
    assert site.post(page, answered).status_code == 302

    again = site.post(page, answered)

    assert (again.status_code, site.get(page).status_code) == (409, 409)
    assert "Hier ist nichts mehr zu tun." in words(again)
    bakery.refresh_from_db()
    assert bakery.version == 2


def test_neither_an_answer_nor_another_text_is_no_answer(site: Client, bakery: Business) -> None:
    page = path_to_answer(ask(site, bakery))
    refused = site.post(page, {**form_of(site, page), "answer": " "})
    assert refused.status_code == 422
    assert "Bitte antworten Sie, oder ändern Sie den Text." in words(refused)
    assert site.post(page, {"answer": "Nummer 14.", "name": ""}).status_code == 422
    bakery.refresh_from_db()
    assert (bakery.state, bakery.version) == ("asked", 1)


def test_until_the_answer_nobody_decides(site: Client, office: Client, bakery: Business) -> None:
    link = path_to_decide(bakery)
    ask(site, bakery)

    late = site.post(link, {"freigeben": "1"})

    assert (late.status_code, "Hier fehlt noch eine Antwort." in words(late)) == (409, True)
    assert site.get(link).status_code == 409
    here = f"/verwaltung/freigaben/business/{bakery.pk}/"
    assert office.post(here, {"ablehnen": "1", "reason": "x", "version": "1"}).status_code == 409
    for decide in (
        lambda: approve(bakery, version=1, by="Ute", at=NOON),
        lambda: reject(bakery, version=1, reason="x", by="Ute", at=NOON),
        lambda: ask_back(bakery, version=1, question="x", by="Ute", at=NOON),
    ):
        with pytest.raises(StillAsked):
            decide()


def test_staff_writes_down_what_somebody_says_on_the_phone(office: Client, site: Client, bakery: Business) -> None:
    ask(site, bakery)
    page = f"/verwaltung/betriebe/{bakery.pk}/"
    assert "Die Antwort fehlt noch" in words(office.get(page))
    here = f"/verwaltung/freigaben/business/{bakery.pk}/"
    assert office.post(here, {"antworten": "1", "antwort": ""}).status_code == 422

    office.post(here, {"antworten": "1", "answer": "Frau Jansen sagt: 14."})

    bakery.refresh_from_db()
    assert (bakery.state, bakery.version, bakery.answer) == ("waiting", 2, "Frau Jansen sagt: 14.")
    assert Entry.objects.get(action="business.answered").detail == {"version": 2, "answer": "Frau Jansen sagt: 14."}
    assert "Antwort Frau Jansen sagt: 14." in words(office.get(page))


def test_no_link_of_the_mail_answers_for_the_submitter(site: Client, bakery: Business) -> None:
    ask(site, bakery)
    assert site.post(path_to_decide(bakery), {"antworten": "1", "answer": "Ja."}).status_code == 404


def test_a_business_with_an_account_answers_where_it_signs_in(
    site: Client, client_for: Callable[..., Client], kiel: RegionCard, in_kiel: RegionCard
) -> None:
    bakery = make_business(description="Brot.")
    owner = client_for(kiel, user=make_owner(bakery))
    change(bakery, {"description": "Brot und Kuchen."}, by="Jan", at=timezone.now())
    bakery.refresh_from_db()
    ask(site, bakery)
    assert (bakery.is_public, bakery.state) == (True, "asked")
    assert path_to_answer(bakery) == "/betrieb/profil/"

    page = owner.get("/betrieb/profil/")
    assert f"fragt {QUESTION}" in words(page)
    form = {name: "" if value is None else value for name, value in page.context["form"].initial.items()}
    owner.post("/betrieb/profil/", form)
    bakery.refresh_from_db()
    assert bakery.state == "asked", "nothing was said and nothing changed"
    owner.post("/betrieb/profil/", {**form, "answer": "Nummer 14."})

    bakery.refresh_from_db()
    assert (bakery.state, bakery.answer, bakery.pending) == (
        "changed", "Nummer 14.", {"description": "Brot und Kuchen."}
    )  # fmt: skip


def test_ready_questions_are_ticked(site: Client, bakery: Business) -> None:
    first = TextBlock.objects.create(use=BlockUse.QUESTION, text="Wie lautet die genaue Anschrift hier?")
    refusal = TextBlock.objects.create(use=BlockUse.REFUSAL, text="Das gehört nicht hierher.")
    link = path_to_decide(bakery)
    assert site.post(link, {"rueckfrage": "1"}).status_code == 422
    assert site.post(link, {"rueckfrage": "1", "question_blocks": [refusal.pk]}).status_code == 422

    site.post(link, {"rueckfrage": "1", "question_blocks": [first.pk], "question": "Und wann?"})

    bakery.refresh_from_db()
    assert bakery.question == "Wie lautet die genaue Anschrift hier?\nUnd wann?"


def test_moves_that_are_none(bakery: Business) -> None:
    with pytest.raises(NothingAsked):
        answer(bakery, "Ja.", by="Jan", at=NOON)
    with pytest.raises(OutdatedVersion):
        ask_back(bakery, version=2, question="?", by="Ute", at=NOON)
    approve(bakery, version=1, by="Ute", at=NOON)
    with pytest.raises(AlreadyDecided):
        ask_back(bakery, version=1, question="?", by="Ute", at=NOON)
    with pytest.raises(NothingAsked):
        answer(bakery, "Ja.", by="Jan", at=NOON)
    assert queued("businesses.question") == []
