"""A forgotten password: the answer tells nobody who has an account, the link works once."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from kreislauf.accounts.addresses import reset_address
from kreislauf.accounts.forgotten import BadResetLink, set_forgotten_password
from kreislauf.accounts.invite import invite
from kreislauf.accounts.models import Role, User
from kreislauf.regions import RegionCard, stepping_into
from tests.conftest import CommittingClient
from tests.make import NOON, PASSWORD, make_user
from tests.words import words

LONG = "apfel birne quitte"


@pytest.fixture
def site(kiel: RegionCard) -> Client:
    return CommittingClient(HTTP_HOST=kiel.host)


def link_in_mail() -> str:
    found = re.search(r"http://kiel\.localhost(/passwort/\S+)", mail.outbox[-1].body)
    assert found is not None
    return found[1]


def test_known_and_unknown_get_the_same_answer_and_one_gets_a_mail(site: Client, ute: User, at_once: None) -> None:
    answers = [site.post("/passwort/", {"email": e}, follow=True) for e in ("UTE@kiel.example", "niemand@kiel.example")]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["ute@kiel.example"], "Neues Passwort festlegen")
    ]


def test_the_link_sets_a_password_once_and_signs_in(site: Client, ute: User, at_once: None) -> None:
    site.post("/passwort/", {"email": "ute@kiel.example"})
    link = link_in_mail()

    assert site.get(link).status_code == 200
    weak = site.post(link, {"password": "passwort"})
    assert weak.status_code == 422
    assert site.post(link, {"password": LONG})["Location"] == "/verwaltung/"

    ute.refresh_from_db()
    assert ute.check_password(LONG)
    used = site.post(link, {"password": "noch ein anderes"})
    assert (used.status_code, "Dieser Link gilt nicht mehr." in words(used)) == (410, True)


def test_other_sessions_end_with_the_new_password(site: Client, ute: User, client_for, kiel: RegionCard) -> None:
    elsewhere = client_for(kiel, user=ute)
    assert elsewhere.get("/verwaltung/").status_code == 200
    link = reset_address(ute).removeprefix("http://kiel.localhost")
    site.post(link, {"password": LONG})
    assert elsewhere.get("/verwaltung/").status_code == 302


def test_a_link_is_worth_nothing_in_another_region(ute: User, dortmund: RegionCard) -> None:
    *_, who, token, _ = reset_address(ute).split("/")
    with stepping_into(dortmund):
        # The same number, hash and address: only the region differs.
        User.objects.create(pk=ute.pk, email=ute.email, password=ute.password, role=Role.ADMINISTRATOR)
        with pytest.raises(BadResetLink):
            set_forgotten_password(who, token, password=LONG, at=NOON)


@pytest.mark.parametrize(("who", "token"), [("1", "x-y"), ("!!", "x"), ("zzzzzzzzzzzzz", "x"), ("1", "0-0")])
def test_links_that_nobody_sent(who: str, token: str, site: Client, ute: User) -> None:
    assert site.get(f"/passwort/{who}/{token}/").status_code == 410


def test_an_invited_person_who_forgot_the_letter_gets_in(site: Client, in_kiel: RegionCard, at_once: None) -> None:
    invitation = invite("neu@kiel.example", Role.EDITOR, by="Ute", at=NOON)
    site.post("/passwort/", {"email": "neu@kiel.example"})
    assert site.post(link_in_mail(), {"password": LONG})["Location"] == "/verwaltung/"
    invitation.refresh_from_db()
    assert invitation.accepted_at is not None


def test_deactivated_people_get_no_mail(site: Client, in_kiel: RegionCard, at_once: None) -> None:
    make_user(email="weg@kiel.example")
    User.objects.update(is_active=False)
    site.post("/passwort/", {"email": "weg@kiel.example"})
    assert mail.outbox == []


def test_three_mails_an_hour_for_one_address(site: Client, ute: User, at_once: None) -> None:
    for _ in range(5):
        assert site.post("/passwort/", {"email": "ute@kiel.example"}).status_code == 302
    assert len(mail.outbox) == 3
    assert ute.check_password(PASSWORD)
