"""What the API answers is what its description says, to whatever the description lets a program send."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from drf_spectacular.settings import spectacular_settings
from hypothesis import given
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kreislauf.accounts.api_schema import add_refusals
from kreislauf.regions import stepping_into
from kreislauf.web.wsgi_handler import Handler
from tests.fuzz.ground import Ground, drawn
from tests.journeys.world import rolled_back

pytestmark = pytest.mark.slow
EXAMPLES = 25  # of each operation, of what it takes and of what it refuses
NEED_A_KEY = {
    "GET /api/v1/businesses/me/",
    "GET /api/v1/orders/",
    "GET /api/v1/redemptions/",
    "GET /api/v1/vouchers/{code}/",
    "PATCH /api/v1/businesses/me/",
    "PATCH /api/v1/offers/{id}/",
    "POST /api/v1/offers/",
}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def api(server: None, ground: Ground) -> Any:
    """The served description of Kiel, and Kiel's site behind it."""
    return _described(ground)


@pytest.fixture
def api_without_refusals(server: None, ground: Ground, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The same, with a description that forgot what the kit refuses."""
    hooks = [hook for hook in spectacular_settings.POSTPROCESSING_HOOKS if hook is not add_refusals]
    monkeypatch.setattr(spectacular_settings, "POSTPROCESSING_HOOKS", hooks)
    return _described(ground)


@pytest.fixture(scope="module")
def server() -> Iterator[None]:
    # A server closes its connections with each request; the test's rows are on one.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _described(ground: Ground) -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", _in_kiel(Handler(), ground.world.card.host))


def _in_kiel(site: Handler, host: str) -> Callable[..., Any]:
    def answer(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        with stepping_into(None), rolled_back():
            return site(environ | {"HTTP_HOST": host}, start_response)

    return answer


def test_the_api_keeps_to_its_description(api: Any, ground: Ground) -> None:
    found = breaches(api, GenerationMode, ground.world.token)
    assert found == {}, "\n\n".join(f"{label}:\n{text}" for label, text in found.items())


def test_an_answer_that_the_description_forgot_is_found(api_without_refusals: Any, ground: Ground) -> None:
    """By sending what the description forbids: what comes back then is what the kit refuses."""
    found = breaches(api_without_refusals, [GenerationMode.NEGATIVE], ground.world.token)
    assert {label for label, text in found.items() if "Undocumented status code" in text} >= NEED_A_KEY
    assert "Received: 400" in found["GET /api/v1/offers/"]  # whose key is not asked for


def breaches(api: Any, modes: Iterable[GenerationMode], token: str) -> dict[str, str]:
    """What each operation answers against its description."""
    found: dict[str, str] = {}
    for operation, mode in itertools.product((one.ok() for one in api.get_all_operations()), modes):
        try:
            try_out(operation, mode, token)
        except Unsatisfiable:  # any text is a token: there is nothing that such a call may not be sent
            assert mode is GenerationMode.NEGATIVE
        except BaseExceptionGroup as several:
            found[operation.label] = "\n".join(str(one) for one in several.exceptions)
        except Exception as one:
            found[operation.label] = str(one)
    return found


def try_out(operation: Any, mode: GenerationMode, token: str) -> None:
    """With all that its parameters and body may be; most of it a business's own program, which has a key."""

    @drawn(EXAMPLES)
    @given(case=operation.as_strategy(mode))
    def each(case: Any) -> None:
        cache.clear()
        case.headers["Authorization"] = f"Bearer {token}"
        case.validate_response(case.call(), checks=CHECKS)

    each()
