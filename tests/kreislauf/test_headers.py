"""Every kind of answer carries the headers that protect whoever gets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import Settings

from kreislauf.regions import RegionCard, stepping_into
from kreislauf.web.headers import PERMISSIONS_POLICY
from tenants.engine.code_version import code_state
from tenants.models import Region
from tenants.regions import lookup
from tests.kreislauf.test_bodies import send

EVERYWHERE = {
    "Content-Security-Policy": "frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Strict-Transport-Security": "max-age=31536000",
}


def breaks(request: Any, view: Any, *args: Any) -> None:
    raise RuntimeError("on purpose")


ANSWERS: dict[str, tuple[str, int, Callable[[Client], Any]]] = {
    "page": ("kiel.localhost", 200, lambda browser: browser.get("/impressum/")),
    "redirect": ("kiel.localhost", 302, lambda browser: browser.get("/verwaltung/")),
    "platform": ("localhost", 200, lambda browser: browser.get("/")),
    "operators": ("leitstand.localhost", 200, lambda browser: browser.get("/anmelden/")),
    "not found": ("kiel.localhost", 404, lambda browser: browser.get("/gibt-es-nicht/")),
    "not found there": ("leitstand.localhost", 404, lambda browser: browser.get("/gibt-es-nicht/")),
    "wrong method": ("kiel.localhost", 405, lambda browser: browser.get("/abmelden/")),
    "without a token": (
        "kiel.localhost",
        403,
        lambda browser: Client(enforce_csrf_checks=True).post("/anmelden/", **browser.defaults),
    ),
    "too large": ("kiel.localhost", 413, lambda browser: send(browser, "/anmelden/", 10**9)),
    "in pieces": (
        "kiel.localhost",
        411,
        lambda browser: send(browser, "/anmelden/", 0, HTTP_TRANSFER_ENCODING="chunked"),
    ),
    "broken": ("kiel.localhost", 500, lambda browser: browser.get("/impressum/", HTTP_X_BREAK="1")),
    "static": ("kiel.localhost", 200, lambda browser: browser.get("/static/kl/css/base.css")),
    "static that is not there": ("kiel.localhost", 404, lambda browser: browser.get("/static/nichts.css")),
    "theme": ("kiel.localhost", 200, lambda browser: browser.get("/favicon.svg")),
    "api": ("kiel.localhost", 401, lambda browser: browser.post("/api/v1/redemptions/")),
    "nobody's host": ("nirgendwo.localhost", 404, lambda browser: browser.get("/")),
    "no host": ("kiel..localhost/", 400, lambda browser: browser.get("/")),
    "health": ("kiel.localhost", 200, lambda browser: browser.get("/-/healthy")),
    "certificates": ("kiel.localhost", 404, lambda browser: browser.get("/-/ask?domain=x.example")),
}


@pytest.fixture
def https(settings: Settings) -> None:
    """As in production."""
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    at = settings.MIDDLEWARE.index("django.middleware.common.CommonMiddleware")
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE[:at],
        "tests.kreislauf.test_logs.Fails",
        *settings.MIDDLEWARE[at:],
    ]


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_of_answer_is_protected(kiel: RegionCard, https: None, kind: str) -> None:
    host, status, ask = ANSWERS[kind]
    answer = ask(Client(raise_request_exception=False, HTTP_HOST=host, HTTP_X_FORWARDED_PROTO="https"))
    answer.close()

    assert answer.status_code == status
    for name, value in EVERYWHERE.items():
        assert value in answer.headers.get(name, ""), name


def test_a_region_under_maintenance_is_protected_too(kiel: RegionCard, https: None) -> None:
    Region.objects.filter(pk=kiel.id).update(quarantined_for=code_state())
    lookup.forget_cards()
    answer = Client(HTTP_HOST=kiel.host, HTTP_X_FORWARDED_PROTO="https").get("/")

    assert answer.status_code == 503
    assert {name for name, value in EVERYWHERE.items() if value not in answer.headers.get(name, "")} == set()


def test_public_pictures_may_be_shown_by_other_sites_and_do_nothing_else(
    kiel: RegionCard, https: None, media_folder: Path
) -> None:
    with stepping_into(kiel):
        default_storage.save("betriebe/a.webp", ContentFile(b"RIFF"))
    answer = Client(HTTP_HOST=kiel.host, HTTP_X_FORWARDED_PROTO="https").get("/medien/betriebe/a.webp")
    answer.close()

    assert answer.status_code == 200
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Strict-Transport-Security"].startswith("max-age=31536000")
