from __future__ import annotations

import pytest
from django.core.cache.backends.redis import RedisCache
from django.test import Client
from redis.exceptions import ConnectionError as NoRedis

from kreislauf.regions import RegionCard, stepping_into
from tenants.operators.models import FailedAttempt
from tests.conftest import make_client
from tests.make import make_user
from tests.tenants.operators.operators import HOST, PASSWORD, make_operator

pytestmark = pytest.mark.django_db


def sign_in(
    client: Client, password: str, *, email: str = "robin@kreislauf.example", wish: str = ""
) -> tuple[int, str]:
    answer = client.post("/anmelden/", {"email": email, "password": password, "next": wish})
    return answer.status_code, answer.headers.get("Location", "")


def test_an_operator_signs_in_and_goes_where_they_wanted() -> None:
    make_operator()
    client = Client(HTTP_HOST=HOST)

    assert sign_in(client, PASSWORD, wish="/antraege/") == (302, "/antraege/")
    assert client.get("/").status_code == 200
    client.post("/abmelden/")
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("wish", ["https://boese.example/", "//boese.example/", "javascript:alert(1)", "antraege"])
def test_nobody_is_sent_to_another_site(wish: str) -> None:
    make_operator()

    assert sign_in(Client(HTTP_HOST=HOST), PASSWORD, wish=wish) == (302, "/")


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer() -> None:
    make_operator()
    answers = [
        Client(HTTP_HOST=HOST).post("/anmelden/", {"email": email, "password": "falsch-falsch"})
        for email in ("robin@kreislauf.example", "niemand@kreislauf.example")
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    said = ["E-Mail-Adresse und Passwort passen nicht zusammen." in answer.content.decode() for answer in answers]
    assert said == [True, True]


def test_after_six_tries_the_right_password_waits_too() -> None:
    make_operator()
    client = Client(HTTP_HOST=HOST)

    tries = [sign_in(client, "falsch-falsch")[0] for _ in range(6)]

    assert tries == [422] * 6
    assert sign_in(client, PASSWORD) == (429, "")


def test_without_a_cache_the_tries_are_counted_in_the_platforms_table(monkeypatch: pytest.MonkeyPatch) -> None:
    make_operator()

    def gone(*args: object, **kwargs: object) -> None:
        raise NoRedis

    for name in ("add", "incr", "delete"):
        monkeypatch.setattr(RedisCache, name, gone)
    client = Client(HTTP_HOST=HOST)

    tries = [sign_in(client, "falsch-falsch")[0] for _ in range(7)]

    assert tries == [422] * 6 + [429]
    assert FailedAttempt.objects.count() > 0


def test_a_regions_people_are_nobody_here_and_operators_nobody_there(kiel: RegionCard) -> None:
    make_operator()
    with stepping_into(kiel):
        make_user(email="ute@kiel.example")

    assert sign_in(Client(HTTP_HOST=HOST), PASSWORD, email="ute@kiel.example")[0] == 422
    answer = make_client(host="kiel.localhost").post(
        "/anmelden/", {"email": "robin@kreislauf.example", "password": PASSWORD}
    )
    assert answer.status_code == 422
