"""An address that only takes forms leads back to the page its form stands on; programs get JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponseNotAllowed
from django.test import Client, RequestFactory

from kreislauf.regions import RegionCard
from kreislauf.web.errors import MethodNotAllowedMiddleware
from tests.journeys.routes import routes_of

BROWSER = {"HTTP_ACCEPT": "text/html,application/xhtml+xml"}


@pytest.mark.parametrize(
    ("host", "path", "above"),
    [
        ("kiel.localhost", "/abmelden/", "/"),
        ("kiel.localhost", "/verwaltung/post/7/wiederholung/", "/verwaltung/post/"),
        ("kiel.localhost", "/verwaltung/start/veroeffentlichung/", "/verwaltung/start/"),
        ("leitstand.localhost", "/antraege/7/freigabe/", "/antraege/7/"),
        ("localhost", "/zahlungen/ereignisse/sandbox/", "/"),
    ],
)
def test_enter_in_the_address_bar_leads_back_to_the_form(
    kiel: RegionCard, host: str, path: str, above: str, operator_or_staff: Callable[[str], Client]
) -> None:
    answer = operator_or_staff(host).get(path, **BROWSER)

    assert (answer.status_code, answer.headers.get("Location")) == (302, above)


@pytest.fixture
def operator_or_staff(kiel: RegionCard, client_for: Callable[..., Client], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Whoever may reach the route: the permission is not what is tested here."""
    from kreislauf import permissions

    monkeypatch.setattr(permissions, "allows", lambda audience, user: True)
    return lambda host: client_for(host=host)


def test_programs_are_told_what_would_work(site: Client) -> None:
    answer = site.get("/abmelden/")

    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    page = answer.content.decode()
    assert "Unter dieser Adresse steht keine Seite" in page
    assert 'href="/"' in page
    assert site.delete("/impressum/", **BROWSER).status_code == 405
    page = site.get("/gutscheine/7-was-auch-immer/bestellung/").content.decode()
    assert 'href="../"' in page
    assert "was-auch-immer" not in page


@pytest.mark.parametrize("path", ["/api/v1/gibt-es-nicht/", "/api/v1/offers/abc/"])
def test_the_api_answers_in_json_what_it_does_not_have(site: Client, path: str) -> None:
    answer = site.get(path)

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")
    assert answer.json() == {"code": "not_found", "message": "Das gibt es hier nicht."}


def test_the_way_back_never_ends_at_an_address_that_only_takes_forms() -> None:
    """Each step leads to a shorter address, and the front page can be seen."""

    def bare(request: Any) -> Any:
        return HttpResponseNotAllowed(["POST"])

    for urlconf in settings.URLCONFS.values():
        for route in routes_of(urlconf):
            path = route.path(dict.fromkeys(route.parameters, "7"))
            if path == "/" or path.startswith("/api/"):
                continue
            request = RequestFactory().get(path, **BROWSER)
            request.urlconf = urlconf  # type: ignore[assignment]
            back = MethodNotAllowedMiddleware(bare)(request)["Location"]
            assert path.startswith(back), route.name
            assert len(back) < len(path), route.name
