"""Limits at the door slow down whoever guesses and never keep out the owner; what they leave in the log."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.test import Client

from kreislauf.accounts import limits
from kreislauf.accounts.models import Role, User
from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard, stepping_into
from tenants.logbook.models import LogEntry
from tenants.operators.models import Operator
from tests.conftest import make_client
from tests.kreislauf.accounts.steps import DOOR, set_up_app, sign_in
from tests.make import PASSWORD, make_user
from tests.post import deliver_all
from tests.tenants.operators.operators import HOST, make_operator
from tests.words import words

OWNER = {"REMOTE_ADDR": "198.51.100.7"}


@dataclass
class Place:
    """A region or the operators' site, and somebody who signs in there."""

    email: str
    client: Callable[[], Client]
    inside: str

    def log(self) -> list[tuple[str, dict[str, Any]]]:
        rows: Any = LogEntry if self.inside == "/" else Entry
        return [(row.action, row.detail) for row in rows.objects.order_by("pk")]

    def guess(self, times: int, *, place: str = "203.0.113.1") -> list[int]:
        client = self.client()
        return [sign_in(client, self.email, "falsch", REMOTE_ADDR=place).status_code for _ in range(times)]

    def attack(self) -> None:
        """From so many places that the account-wide limit is reached."""
        for number in range(11):
            self.guess(6, place=f"203.0.113.{number}")


@pytest.fixture(params=["region", "operators"])
def place(request: pytest.FixtureRequest, kiel: RegionCard, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    # All of a test falls into one window.
    monkeypatch.setattr(limits.time, "time", lambda: 1_795_000_000.0)
    if request.param == "operators":
        yield Place(make_operator().email, lambda: Client(HTTP_HOST=HOST), "/")
    else:
        with stepping_into(kiel):
            user = make_user(role=Role.ADMINISTRATOR, email="ute@kiel.example")
            yield Place(user.email, lambda: make_client(kiel), "/verwaltung/")


def test_one_attacker_at_one_place_stops_nobody_elsewhere(place: Place) -> None:
    assert place.guess(66) == [422] * 6 + [429] * 60
    assert sign_in(place.client(), place.email, **OWNER)["Location"] == place.inside


def test_the_page_says_how_long_to_wait(place: Place) -> None:
    place.guess(6)
    answer = sign_in(place.client(), place.email, REMOTE_ADDR="203.0.113.1")
    left = -(-(900 - 1_795_000_000 % 900) // 60)
    assert answer.status_code == 429
    assert f"Bitte warten Sie noch {left} Minuten." in words(answer)


def test_a_known_device_comes_in_whatever_others_try(place: Place) -> None:
    """Also from the attacker's own place, as in a Rathaus with one address for all."""
    owner = place.client()
    sign_in(owner, place.email, REMOTE_ADDR="203.0.113.1")
    owner.post("/abmelden/")

    place.attack()

    assert sign_in(owner, place.email, REMOTE_ADDR="203.0.113.1")["Location"] == place.inside


def test_an_unknown_device_gets_a_link_while_an_account_is_under_attack(place: Place) -> None:
    """And the answer does not tell a right password from a wrong one."""
    place.attack()
    client = place.client()

    right = sign_in(client, place.email, **OWNER)
    wrong = sign_in(place.client(), place.email, "falsch", **OWNER)
    deliver_all()

    assert (right.status_code, wrong.status_code) == (429, 429)
    said = [re.sub(r"\s+", " ", words(answer)) for answer in (right, wrong)]
    assert said[0] == said[1]
    assert "haben wir Ihnen gerade einen Link geschickt" in said[0]
    assert client.get(place.inside).status_code == 302
    assert [message.subject for message in mail.outbox] == ["Ihr Link zum Anmelden"]
    link = re.search(r"(/anmelden/link/\S+)", mail.outbox[0].body)
    assert link is not None
    assert client.get(link[1]).status_code == 200
    assert client.get(place.inside).status_code == 302
    assert client.post(link[1])["Location"] == place.inside
    assert client.get(place.inside).status_code == 200
    assert place.client().post(link[1]).status_code == 410


def test_the_mailed_link_does_not_go_round_the_second_factor(place: Place) -> None:
    owner = place.client()
    sign_in(owner, place.email)
    set_up_app(owner)
    place.attack()
    client = place.client()
    sign_in(client, place.email, **OWNER)
    deliver_all()
    link = re.search(r"(/anmelden/link/\S+)", mail.outbox[-1].body)
    assert link is not None

    assert client.post(link[1])["Location"] == "/anmelden/zweiter-faktor/"


def test_a_device_is_forgotten_when_the_password_changes(place: Place) -> None:
    owner = place.client()
    sign_in(owner, place.email)
    owner.post("/abmelden/")
    people: Any = Operator if place.inside == "/" else User
    person = people.objects.get(email=place.email)
    person.set_password("drei-neue-igel-im-schnee")
    person.save()
    place.attack()

    assert sign_in(owner, place.email, "drei-neue-igel-im-schnee", **OWNER).status_code == 429


def test_a_device_of_one_account_is_none_of_another_and_a_forged_one_is_none(place: Place) -> None:
    owner = place.client()
    sign_in(owner, place.email)
    cookie = owner.cookies["geraet"].value
    assert (owner.cookies["geraet"]["samesite"], owner.cookies["geraet"]["httponly"]) == ("Lax", True)
    place.attack()
    for forged in ("", "x", cookie[:-2] + "xx", "eyJhIjoxfQ:1:1"):
        client = place.client()
        client.cookies["geraet"] = forged
        assert sign_in(client, place.email, **OWNER).status_code == 429


def test_a_new_device_is_reported_to_the_owner(place: Place) -> None:
    first = place.client()
    sign_in(first, place.email)
    sign_in(first, place.email)
    sign_in(place.client(), place.email, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    deliver_all()

    assert [(message.to, message.subject) for message in mail.outbox] == [([place.email], "Neue Anmeldung")]
    assert "Firefox auf Windows" in mail.outbox[0].body
    assert [entry for entry in place.log() if entry[0] == "user.new_device"] == [
        ("user.new_device", {"device": "Firefox auf Windows"})
    ]


def test_the_log_counts_failures_and_does_not_list_them(place: Place) -> None:
    place.attack()
    sign_in(place.client(), place.email, "falsch", **OWNER)

    found = [entry for entry in place.log() if entry[0].startswith("user.sign_in")]
    assert found == [("user.sign_in_failed", {"tries": 1}), ("user.sign_in_failed", {"tries": 10})]
    place.guess(1, place="203.0.113.1")
    place.guess(1, place="203.0.113.2")
    assert [entry[0] for entry in place.log()].count("user.sign_in_locked") == 1


def test_everybody_takes_the_same_work(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unknown, wrong, locked, invited: one hash each. The clock must not tell who has an account."""
    people: Any = Operator if place.inside == "/" else User
    for email, password in (("locked@example.org", PASSWORD), ("invited@example.org", None)):
        person = people(email=email)
        person.set_password(password)
        person.is_active = email != "locked@example.org"
        person.save()
    hashed: list[str] = []
    for name in ("encode", "verify"):
        monkeypatch.setattr(Argon2PasswordHasher, name, counted(getattr(Argon2PasswordHasher, name), name, hashed))

    work = {}
    for email in (place.email, "niemand@example.org", "locked@example.org", "invited@example.org"):
        for password in ("falsch", PASSWORD):
            hashed.clear()
            place.client().post(DOOR, {"email": email, "password": password})
            work[email, password] = len(hashed)

    assert set(work.values()) == {1}


def counted(method: Any, name: str, calls: list[str]) -> Any:
    def counting(self: Any, *args: Any, **kwargs: Any) -> Any:
        calls.append(name)
        return method(self, *args, **kwargs)

    return counting
