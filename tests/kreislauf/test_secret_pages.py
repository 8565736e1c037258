"""No answer of a route whose address or content is a key is kept by anybody or tells its address to others."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from kreislauf.regions import RegionCard
from kreislauf.web.secret_pages import SECRET_PARAMETERS
from tests.journeys.routes import Route, routes_of

# Names of parameters that stand in public addresses, and what they name.
PUBLIC_PARAMETERS = {
    *("mark", "slug", "name", "digest", "provider", "state", "path", "who", "kind", "form", "version", "language"),
    "paper",  # a sheet's size
    *("label", "step"),  # a region's address, and what a host does with a question
    "uuid",  # of the export's rows, which everybody may read
}
SITES = {"region": "kiel", "platform": settings.PLATFORM_HOST, "operator": settings.OPERATOR_HOST}
ALL = [(site, route) for site in SITES for route in routes_of(settings.URLCONFS[site])]
WITH_A_KEY = [(site, route) for site, route in ALL if not SECRET_PARAMETERS.isdisjoint(route.parameters)]
# Without a parameter, and still holding one: forms of a purchase or withdrawal, new keys, codes at the till's API.
SAY_SO = {
    "vouchers:balance",
    "vouchers:review",
    "vouchers:buy",
    "vouchers:withdrawal",
    "vouchers:withdrawal_confirmation",
    "businesses:business:keys",
    "api:vouchers:orders",
    # Whose account it is, or the way into it.
    "accounts:sign_in",
    "accounts:second_factor",
    "accounts:passkey_question",
    "accounts:passkey_answer",
    "accounts:forgotten",
    "accounts:account",
    "accounts:factors",
    "accounts:code_app",
    "accounts:recovery_codes",
    "accounts:recovery_codes_file",
    "archive:file",
}


def is_kept_by_nobody(answer: HttpResponse) -> bool:
    told = (answer["Cache-Control"], answer["X-Robots-Tag"], answer["Referrer-Policy"])
    return told == ("private, no-store", "noindex, nofollow, noarchive", "same-origin")


def test_every_text_in_an_address_is_known_as_public_or_as_a_key() -> None:
    texts = {name for _site, route in ALL for name in route.parameters if f"<int:{name}>" not in route.pattern}
    assert texts - SECRET_PARAMETERS - PUBLIC_PARAMETERS == set()


def test_pages_that_hold_a_key_without_a_parameter_say_so() -> None:
    said = {route.name for _site, route in ALL if getattr(route.view, "secret", False)}
    assert said >= SAY_SO


@pytest.mark.django_db
@pytest.mark.parametrize(("site", "route"), WITH_A_KEY, ids=[route.name for _site, route in WITH_A_KEY])
@pytest.mark.parametrize("method", ["get", "post"])
def test_whatever_a_route_with_a_key_answers_is_kept_by_nobody(
    kiel: RegionCard, in_kiel: RegionCard, client_for: Callable[..., Client], site: str, route: Route, method: str
) -> None:
    client = client_for(kiel) if site == "region" else Client(HTTP_HOST=SITES[site])
    path = route.path(dict.fromkeys(route.parameters, "1") | {"code": "QQQQ", "token": "x"})
    assert is_kept_by_nobody(getattr(client, method)(path))


@pytest.mark.django_db
def test_forms_of_a_withdrawal_are_kept_by_nobody(kiel: RegionCard, client_for: Callable[..., Client]) -> None:
    assert is_kept_by_nobody(client_for(kiel).get("/widerruf/"))


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/anmelden/", "/passwort/"])
def test_the_ways_into_an_account_are_kept_by_nobody(
    kiel: RegionCard, client_for: Callable[..., Client], path: str
) -> None:
    assert is_kept_by_nobody(client_for(kiel).get(path))
