"""Operators' accounts: the second factor is required, colleagues are invited and locked, nobody locks out the last."""

from __future__ import annotations

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from tenants.logbook.models import LogEntry
from tenants.operators.invite import AlreadyOperator, LastOperator, Yourself, deactivate_operator, invite_operator
from tenants.operators.models import Operator, Session
from tests.kreislauf.accounts.passkey_device import Device
from tests.kreislauf.accounts.steps import code_now, set_up_app, sign_in
from tests.make import NOON
from tests.post import deliver_all
from tests.tenants.operators.operators import HOST, PASSWORD, make_operator, signed_in
from tests.words import words

pytestmark = pytest.mark.django_db
ROBIN = "robin@kreislauf.example"


def browser() -> Client:
    return Client(HTTP_HOST=HOST)


def actions() -> list[str]:
    return list(LogEntry.objects.order_by("pk").values_list("action", flat=True))


def test_an_operator_without_a_second_factor_can_do_nothing_but_set_one_up(settings: Settings) -> None:
    settings.OPERATORS_NEED_SECOND_FACTOR = True
    make_operator()
    client = browser()
    sign_in(client, ROBIN)

    pages = ["/", "/antraege/", "/regionen/", "/leute/", "/protokoll/", "/konto/", "/konto/passwort/"]
    assert {client.get(path).headers.get("Location") for path in pages} == {"/konto/zweiter-faktor/"}
    assert client.post("/leute/", {"email": "x@example.org", "name": "X"})["Location"] == "/konto/zweiter-faktor/"
    assert Operator.objects.count() == 1
    secret, codes = set_up_app(client)
    assert (len(codes), client.get("/").status_code) == (10, 200)

    other = browser()
    assert sign_in(other, ROBIN)["Location"] == "/anmelden/zweiter-faktor/"
    assert other.post("/anmelden/zweiter-faktor/", {"code": code_now(secret)})["Location"] == "/"
    assert actions()[-1] == "user.new_device"


def test_a_session_from_before_it_was_required_is_led_there_too(settings: Settings) -> None:
    client = signed_in()
    assert client.get("/").status_code == 200
    settings.OPERATORS_NEED_SECOND_FACTOR = True
    assert client.get("/")["Location"] == "/konto/zweiter-faktor/"


def test_the_last_second_factor_cannot_be_removed(settings: Settings) -> None:
    settings.OPERATORS_NEED_SECOND_FACTOR = True
    operator = make_operator()
    client = browser()
    sign_in(client, ROBIN)
    assert Device(origin=f"http://{HOST}").add_to(client).status_code == 200
    key = operator.passkeys.get()
    client.post(f"/konto/passkeys/{key.pk}/entfernung/")
    assert operator.passkeys.count() == 1
    set_up = client.get("/konto/app/")
    assert set_up.status_code == 200


def test_the_demo_says_that_it_would_be_required() -> None:
    make_operator()
    client = browser()
    sign_in(client, ROBIN)
    assert client.get("/").status_code == 200
    assert "Im echten Betrieb kommt am Leitstand niemand ohne hinein." in words(client.get("/konto/zweiter-faktor/"))


def test_an_operator_who_forgot_the_password_gets_a_link(settings: Settings) -> None:
    make_operator()
    client = browser()
    client.post("/passwort/", {"email": ROBIN})
    client.post("/passwort/", {"email": "niemand@example.org"})
    deliver_all()
    assert [message.to for message in mail.outbox] == [[ROBIN]]
    link = re.search(rf"http://{HOST}(/passwort/\S+)", mail.outbox[0].body)
    assert link is not None

    assert client.get(link[1]).status_code == 200
    assert client.post(link[1], {"password": "drei-neue-igel-im-schnee"})["Location"] == "/"

    assert client.get("/").status_code == 200
    assert browser().post(link[1], {"password": "noch-ein-ganz-anderes"}).status_code == 410
    assert actions() == ["user.password_reset", "user.signed_in"]


def test_an_operator_s_session_is_short() -> None:
    make_operator()
    client = browser()
    answer = sign_in(client, ROBIN)
    assert answer.cookies["sitzung"]["max-age"] == 12 * 3600
    assert Session.objects.get().expire_date < timezone.now() + timedelta(hours=12, minutes=1)


def test_a_colleague_is_invited_and_comes_in() -> None:
    client = signed_in()
    answer = client.post("/leute/", {"name": "Kim Neu", "email": "kim@kreislauf.example"}, follow=True)
    assert "Die Einladung an kim@kreislauf.example ist unterwegs." in words(answer)
    deliver_all()
    link = re.search(rf"http://{HOST}(/passwort/\S+)", mail.outbox[0].body)
    assert link is not None
    kim = browser()
    assert kim.post(link[1], {"password": "drei-neue-igel-im-schnee"})["Location"] == "/"
    assert kim.get("/leute/").status_code == 200
    again = client.post("/leute/", {"name": "Kim Neu", "email": "KIM@kreislauf.example"})
    assert (again.status_code, "hat schon einen Zugang" in words(again)) == (422, True)
    assert LogEntry.objects.filter(action="user.invited").values_list("actor", "title").get() == ("Robin", "Kim Neu")


def test_a_colleague_who_is_invited_twice_at_once_has_one_account(monkeypatch: pytest.MonkeyPatch) -> None:
    invite_operator("neu@kreis.example", name="Neu", by="Ina", at=timezone.now())
    monkeypatch.setattr(Operator.objects, "select_for_update", Operator.objects.none)  # the other is not visible yet

    with pytest.raises(AlreadyOperator):
        invite_operator("neu@kreis.example", name="Neu", by="Ina", at=timezone.now())
    assert Operator.objects.filter(email="neu@kreis.example").count() == 1


def test_a_locked_colleague_is_out_with_the_next_click_and_back_again() -> None:
    client, kim = signed_in(), make_operator(email="kim@kreislauf.example", name="Kim")
    theirs = browser()
    sign_in(theirs, kim.email)
    client.post(f"/leute/{kim.pk}/sperre/")
    assert theirs.get("/").status_code == 302
    assert sign_in(browser(), kim.email).status_code == 422
    client.post(f"/leute/{kim.pk}/zugang/")
    assert sign_in(browser(), kim.email).status_code == 302
    assert [name for name in actions() if "activated" in name] == ["user.deactivated", "user.reactivated"]


def test_nobody_locks_themselves_or_the_last_operator_out() -> None:
    client = signed_in()
    robin = Operator.objects.get()
    Operator.objects.create_operator("eingeladen@kreislauf.example", None, name="Noch ohne Passwort")

    client.post(f"/leute/{robin.pk}/sperre/")

    assert Operator.objects.get(pk=robin.pk).is_active
    with pytest.raises(Yourself):
        deactivate_operator(robin, by=robin, at=NOON)
    with pytest.raises(LastOperator):
        deactivate_operator(robin, by="Terminal", at=NOON)


def test_a_colleague_resets_a_second_factor_and_the_terminal_the_last_one(settings: Settings) -> None:
    settings.OPERATORS_NEED_SECOND_FACTOR = True
    make_operator()
    kim = make_operator(email="kim@kreislauf.example", name="Kim")
    mine, theirs = browser(), browser()
    for client, email in ((mine, ROBIN), (theirs, kim.email)):
        sign_in(client, email)
        set_up_app(client)

    mine.post(f"/leute/{kim.pk}/zweiter-faktor/")
    call_command("operator", "reset-second-factor", ROBIN, stdout=StringIO())
    deliver_all()

    assert [sign_in(browser(), email)["Location"] for email in (ROBIN, kim.email)] == ["/", "/"]
    resets = LogEntry.objects.filter(action="user.second_factor_reset").order_by("pk")
    assert [entry.title for entry in resets] == ["Kim", "Robin"]
    assert resets[0].actor == "Robin"
    assert {message.to[0] for message in mail.outbox if "zurückgesetzt" in message.subject} == {ROBIN, kim.email}
    with pytest.raises(CommandError):
        call_command("operator", "reset-second-factor", ROBIN, stdout=StringIO())


def test_the_first_operator_comes_from_the_terminal() -> None:
    said = StringIO()
    call_command("operator", "invite", ROBIN, "Robin", stdout=said)
    link = re.search(rf"http://{HOST}(/passwort/\S+)", said.getvalue())
    assert link is not None
    client = browser()
    assert client.post(link[1], {"password": PASSWORD})["Location"] == "/"

    listed = StringIO()
    call_command("operator", "list", stdout=listed)
    assert f"{ROBIN}  Robin  active, no second factor" in listed.getvalue()


@pytest.mark.parametrize("rows", [1, 3])
def test_people_are_listed_in_as_many_queries(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = signed_in()
    for number in range(rows):
        make_operator(email=f"kim{number}@kreislauf.example", name=f"Kim {number}")
    with django_assert_num_queries(6):
        page = client.get("/leute/").content.decode()
    assert page.count("Zugang sperren") == rows
