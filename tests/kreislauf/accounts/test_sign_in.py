"""Signing in, and what a wrong try learns from it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from kreislauf.accounts.models import Role, User
from kreislauf.regions import RegionCard, stepping_into
from tests.make import PASSWORD, make_business, make_owner, make_user
from tests.words import words

PAGE = "/anmelden/"
RIGHT = {"email": "Ute@Kiel.example", "password": PASSWORD}


def test_staff_comes_to_the_office_and_a_business_to_its_own_page(site: Client, ute: User) -> None:
    make_owner(make_business(), email="jan@example.org")
    assert site.post(PAGE, RIGHT)["Location"] == "/verwaltung/"
    assert site.get(PAGE)["Location"] == "/verwaltung/"
    assert site.post("/abmelden/")["Location"] == "/"
    assert site.post(PAGE, {"email": "jan@example.org", "password": PASSWORD})["Location"] == "/betrieb/"


def test_signing_out_takes_a_post(site: Client, ute: User) -> None:
    site.post(PAGE, RIGHT)
    assert site.get("/abmelden/").status_code == 405
    assert site.get("/verwaltung/").status_code == 200


def test_what_is_wrong_is_not_told(site: Client, ute: User) -> None:
    make_user(email="weg@kiel.example", role=Role.EDITOR)
    User.objects.filter(email="weg@kiel.example").update(is_active=False)
    tries = [("ute@kiel.example", "falsch"), ("niemand@kiel.example", PASSWORD), ("weg@kiel.example", PASSWORD)]
    answers = [site.post(PAGE, {"email": email, "password": password}) for email, password in tries]
    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert {"E-Mail-Adresse und Passwort passen nicht zusammen." in words(answer) for answer in answers} == {True}
    assert 'value="niemand@kiel.example"' in answers[1].content.decode()


@pytest.mark.parametrize(
    ("wish", "place"),
    [
        ("/verwaltung/team/?seite=2", "/verwaltung/team/?seite=2"),
        ("https://evil.example/", "/verwaltung/"),
        ("//evil.example/", "/verwaltung/"),
        ("/\\evil.example", "/verwaltung/"),
        ("javascript:alert(1)", "/verwaltung/"),
        ("verwaltung/", "/verwaltung/"),
    ],
)
def test_next_leads_to_this_site_only(wish: str, place: str, site: Client, ute: User) -> None:
    assert site.post(PAGE, {**RIGHT, "next": wish})["Location"] == place


def test_a_page_for_people_who_are_signed_in_leads_there_and_back(site: Client, ute: User) -> None:
    door = site.get("/verwaltung/protokoll/?q=x")["Location"]
    assert door == "/anmelden/?next=/verwaltung/protokoll/%3Fq%3Dx"
    assert 'name="next" value="/verwaltung/protokoll/?q=x"' in site.get(door).content.decode()


def test_a_password_opens_one_region_only(ute: User, dortmund: RegionCard, client_for: Callable[..., Client]) -> None:
    assert client_for(dortmund).post(PAGE, RIGHT).status_code == 422


def test_after_six_wrong_tries_the_right_one_has_to_wait(site: Client, ute: User) -> None:
    wrong = [site.post(PAGE, {**RIGHT, "password": "falsch"}).status_code for _ in range(6)]
    answer = site.post(PAGE, RIGHT)
    assert (wrong, answer.status_code) == ([422] * 6, 429)
    assert "Das waren viele Versuche." in words(answer)
    assert site.get("/verwaltung/").status_code == 302


def test_a_right_try_forgives_the_wrong_ones_before(site: Client, ute: User) -> None:
    for _ in range(5):
        site.post(PAGE, {**RIGHT, "password": "falsch"})
    assert site.post(PAGE, RIGHT).status_code == 302
    site.post("/abmelden/")
    assert site.post(PAGE, {**RIGHT, "password": "falsch"}).status_code == 422


def test_a_deactivated_person_is_out_with_the_next_click(site: Client, ute: User, kiel: RegionCard) -> None:
    site.post(PAGE, RIGHT)
    with stepping_into(kiel):
        User.objects.filter(pk=ute.pk).update(is_active=False)
    assert site.get("/verwaltung/").status_code == 302
