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
from tenants.branding.models import Branding
from tenants.engine.code_version import code_state
from tenants.models import Region
from tenants.regions.lookup import forget_cards
from tests.journeys.routes import routes_of
from tests.words import words

JSON = "application/json"
KEY = {"Idempotency-Key": "12345678-1234-1234-1234-123456789012"}
BROWSER = {"HTTP_ACCEPT": "text/html,application/xhtml+xml"}


@pytest.mark.parametrize(
    ("host", "path", "above"),
    [
        ("kiel.localhost", "/abmelden/", "/"),
        ("kiel.localhost", "/verwaltung/post/7/wiederholung/", "/verwaltung/post/"),
        ("kiel.localhost", "/verwaltung/start/veroeffentlichung/", "/verwaltung/start/"),
        ("kiel.localhost", "/bestellung/abc/zahlung/pruefung/", "/bestellung/abc/"),  # past another that takes forms
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
    from kreislauf import admission

    monkeypatch.setattr(admission, "allows", lambda audience, request: True)
    return lambda host: client_for(host=host)


def test_a_link_from_a_mail_that_leads_nowhere_says_what_to_do(
    kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    dead, mistyped = (client_for(kiel).get(path) for path in ("/bestellung/abc/", "/nix/"))
    assert (dead.status_code, mistyped.status_code) == (404, 404)
    assert "noch einmal aus der E-Mail" in words(dead)
    assert 'href="/gutscheine/noch-einmal/"' in dead.content.decode()
    assert "Diese Seite gibt es hier nicht" in words(mistyped)
    assert "noch einmal aus der E-Mail" in words(client_for(host="localhost").get("/antrag/abc/"))


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


@pytest.mark.parametrize(
    ("method", "path", "more", "status", "code"),
    [
        ("get", "/api/v1/offers/" + "9" * 40 + "/", {}, 404, "not_found"),
        ("delete", "/api/v1/offers/", {}, 405, "method_not_allowed"),
        ("get", "/api/v1/businesses/?q=%00", {}, 400, "bad_request"),
        ("post", "/api/v1/orders/", {"data": {"a": "b"}, "headers": KEY}, 415, "unsupported_media_type"),
        ("post", "/api/v1/orders/", {"data": "[" * 50_000, "content_type": JSON, "headers": KEY}, 400, "parse_error"),
        (
            "post",
            "/api/v1/orders/",
            {"data": '{"a": "\\ud800"}', "content_type": JSON, "headers": KEY},
            400,
            "parse_error",
        ),
        (
            "post",
            "/api/v1/orders/",
            {"data": '{"a": "\\u0000"}', "content_type": JSON, "headers": KEY},
            400,
            "parse_error",
        ),
    ],
)
def test_every_refusal_of_the_api_is_json(
    site: Client, method: str, path: str, more: dict[str, Any], status: int, code: str
) -> None:
    answer = getattr(site, method)(path, **more)

    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (status, JSON, code)


def test_a_breakdown_of_the_api_is_json(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError

    monkeypatch.setattr("marketplace.businesses.api.paged", breaks)
    site.raise_request_exception = False

    assert site.get("/api/v1/businesses/").json()["code"] == "error"


def test_a_part_of_the_site_that_is_off_is_told_to_programs_in_json(site: Client, in_kiel: RegionCard) -> None:
    Branding.objects.update(modules={"vouchers": False})

    answer = site.get("/api/v1/offers/")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_fields_within_fields_are_named_by_their_path(site: Client) -> None:
    sent = {"offer": 1, "unit_cents": 500, "email": "a@b.de", "gift": {"greeting": "x" * 5000}}
    answer = site.post("/api/v1/orders/", sent, content_type=JSON, headers=KEY)

    assert list(answer.json()["fields"]) == ["gift.greeting"]
    assert all(isinstance(sentence, str) for sentence in answer.json()["fields"]["gift.greeting"])


@pytest.mark.parametrize(
    "path", ["/verwaltung/gutscheine/?q=%00", "/verwaltung/protokoll/?q=%00", "/verwaltung/buchungen/?konto=%00"]
)
def test_what_cannot_be_stored_is_refused_before_a_page_reads_it(office: Client, path: str) -> None:
    assert office.get(path).status_code == 400
    assert office.post("/anmelden/", {"email": "a\0b"}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("host", "status", "code"), [("nirgendwo.localhost", 404, "not_found"), ("kiel_localhost", 400, "bad_request")]
)
def test_a_host_that_is_nobody_s_tells_programs_so_in_json(host: str, status: int, code: str) -> None:
    client = Client(HTTP_HOST=host)

    answer = client.get("/api/v1/offers/")

    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (status, JSON, code)
    assert client.get("/gutscheine/")["Content-Type"] != JSON


@pytest.mark.django_db
def test_a_region_that_is_being_repaired_tells_programs_so_in_json(kiel: RegionCard) -> None:
    Region.objects.filter(pk=kiel.id).update(quarantined_for=code_state())
    forget_cards()
    client = Client(HTTP_HOST=kiel.host)

    answer = client.get("/api/v1/offers/")

    assert (answer.status_code, answer["Content-Type"], answer["Retry-After"]) == (503, JSON, "600")
    assert answer.json() == {"code": "maintenance", "message": "An dieser Seite wird gerade gearbeitet."}
    assert "ist gleich wieder da" in client.get("/gutscheine/").content.decode()
