"""What the API answers is what its description says, to whatever the description lets a program send."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
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

from kreislauf.regions import stepping_into
from kreislauf.web.wsgi_handler import Handler
from tests.fuzz.ground import Ground, drawn
from tests.journeys.world import rolled_back

pytestmark = pytest.mark.slow
EXAMPLES = 25  # of each operation, of what it takes and of what it refuses
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def api(ground: Ground) -> Iterator[Any]:
    """The served description of Kiel, and Kiel's site behind it."""
    # A server closes its connections with each request; the test's rows are on one.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", _in_kiel(Handler(), ground.world.card.host))
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _in_kiel(site: Handler, host: str) -> Callable[..., Any]:
    def answer(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        with stepping_into(None), rolled_back():
            return site(environ | {"HTTP_HOST": host}, start_response)

    return answer


def test_the_api_keeps_to_its_description(api: Any, ground: Ground) -> None:
    found: dict[str, str] = {}
    for operation, mode in itertools.product((one.ok() for one in api.get_all_operations()), GenerationMode):
        try:
            try_out(operation, mode, ground.world.token)
        except Unsatisfiable:  # any text is a token: there is nothing that such a call may not be sent
            assert mode is GenerationMode.NEGATIVE
        except BaseExceptionGroup as several:
            found[operation.label] = "\n".join(str(one) for one in several.exceptions)
        except Exception as one:
            found[operation.label] = str(one)
    assert found == {}, "\n\n".join(f"{label}:\n{text}" for label, text in found.items())


def try_out(operation: Any, mode: GenerationMode, token: str) -> None:
    """With all that its parameters and body may be; most of it a business's own program, which has a key."""

    @drawn(EXAMPLES)
    @given(case=operation.as_strategy(mode))
    def each(case: Any) -> None:
        cache.clear()
        case.headers["Authorization"] = f"Bearer {token}"
        case.validate_response(case.call(), checks=CHECKS)

    each()
