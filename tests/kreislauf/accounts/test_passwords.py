"""Which passwords withstand guessing, and what the page says of the others."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from kreislauf.accounts.models import User
from kreislauf.regions import RegionCard
from tests.kreislauf.accounts.steps import sign_in
from tests.make import make_user
from tests.words import words

HELPS = "Nehmen Sie drei oder vier Wörter, die nichts miteinander zu tun haben."


def said_of(password: str, user: User | None = None) -> str:
    try:
        validate_password(password, user)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


@pytest.mark.parametrize(
    "password",
    [
        *("passwort123", "Passwort123!", "Kreis2026!", "kreis2026!", "sommer2026", "Sommer2026!", "winter2025!!"),
        *("qwertzuiop", "1234567890", "qwertz1234", "asdfghjklö", "aaaaaaaaaa", "abcabcabcabc", "hallohallo"),
        *("Willkommen1", "Gutschein2026", "Rathaus2026!", "Weihnachten24", "borussia1909", "iloveyou12", "schatz1234"),
        *("P@ssw0rt2026", "Passw0rd2026", "Geheim12345", "Dezember2026", "Start12345!", "24.12.1985!"),
    ],
)
def test_what_people_take_first_is_refused(password: str, in_kiel: RegionCard) -> None:
    assert said_of(password)


@pytest.mark.parametrize(
    "password",
    [
        *("sieben-zwerge-im-wald", "ein-ganz-neues-wort", "apfel birne quitte", "drei-neue-igel-im-schnee"),
        *("Xk7#pQ9vLm2!", "Die Oma strickt im Zug nach Celle", "kaffeetasse-mondlicht-ruder"),
        "apfel birne quitte " * 12,
    ],
)
def test_words_in_a_row_and_random_ones_are_taken(password: str, in_kiel: RegionCard) -> None:
    assert said_of(password) == ""


@pytest.mark.parametrize(
    "password", ["Landeshauptstadt", "LandeshauptstadtKiel1", "utebrandt2026", "Brandt-Ute-1", "kielkiel24"]
)
def test_the_place_and_the_person_are_tried_first(password: str, in_kiel: RegionCard) -> None:
    assert said_of(password, make_user(email="ute.brandt@kiel.example", name="Ute Brandt"))


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("kurz", "Das Passwort ist zu kurz: Es fehlen noch 6 Zeichen."),
        ("ninechars", "Das Passwort ist zu kurz: Es fehlt noch 1 Zeichen."),
        ("passwort123", f"„passwort“ ist ein Wort oder Passwort, das sehr viele benutzen. {HELPS}"),
        ("Brandt2026!", f"„Brandt“ gehört zu Ihnen oder zu dieser Seite; das wird zuerst probiert. {HELPS}"),
        ("aaaaaaaaaaaa", f"„aaaaaaaaaaaa“ wiederholt sich nur. {HELPS}"),
        ("abcdefghijkl", f"„abcdefghijkl“ ist eine bekannte Reihenfolge; das wird zuerst probiert. {HELPS}"),
    ],
)
def test_the_sentence_says_what_is_weak(password: str, sentence: str, in_kiel: RegionCard) -> None:
    assert said_of(password, make_user(email="ute@kiel.example", name="Ute Brandt")) == sentence


def test_one_person_s_names_are_no_other_person_s(in_kiel: RegionCard) -> None:
    """The library's own front door keeps them for everybody."""
    said_of("apfel birne quitte", make_user(name="Apfel Birne Quitte"))
    assert said_of("apfel birne quitte", make_user(name="Ida")) == ""


def test_the_page_says_it_beside_the_field(site: Client, ute: User) -> None:
    sign_in(site, "ute@kiel.example")
    answer = site.post("/konto/passwort/", {"old": "sieben-zwerge-im-wald", "password": "Kreis2026!"})
    assert (answer.status_code, HELPS in words(answer)) == (422, True)
