"""No body breaks the API."""

from __future__ import annotations

import itertools

import pytest
from drf_spectacular.generators import SchemaGenerator
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz import values
from tests.fuzz.ground import PLACES, Ground, drawn, wrong
from tests.journeys.routes import Route
from tests.thorough import enough

API_ROUTES = [route for site, route in PLACES if route.pattern.startswith("api/v1/")]


@pytest.fixture(scope="module")
def api_fields() -> list[str]:
    found: set[str] = set()
    for shape in SchemaGenerator().get_schema(request=None, public=True)["components"]["schemas"].values():
        found |= shape.get("properties", {}).keys()
    return sorted(found)


def test_no_body_breaks_the_api(ground: Ground) -> None:
    for route, body, method in itertools.product(API_ROUTES, values.BODIES, ("POST", "PATCH")):
        answer = send_json(ground, route, method, body)
        assert wrong(route, body[:40], answer) == []


def send_json(ground: Ground, route: Route, method: str, body: bytes, **headers: str) -> tuple[int, str]:
    headers = {
        "Authorization": f"Bearer {ground.world.token}",
        "Idempotency-Key": "12345678-1234-1234-1234-123456789012",
    } | headers
    return ground.askers["anyone"].ask(method, ground.path(route, {}), body=body, kind="application/json", **headers)


def any_call(ground: Ground, data: st.DataObject, names: list[str]) -> None:
    route = data.draw(st.sampled_from(API_ROUTES))
    method = data.draw(st.sampled_from(["POST", "PATCH", "GET", "DELETE", "PUT"]))
    body = data.draw(st.dictionaries(st.sampled_from(names), values.one_json, max_size=6))
    answer = send_json(ground, route, method, values.as_json(body), **data.draw(values.headers))
    assert wrong(route, (method, body), answer) == []


@drawn(150)
@given(data=st.data())
def test_nothing_that_is_drawn_breaks_the_api(ground: Ground, api_fields: list[str], data: st.DataObject) -> None:
    any_call(ground, data, api_fields)


@pytest.mark.slow
@drawn(enough(400, thorough=1000))
@given(data=st.data())
def test_nothing_of_many_draws_breaks_the_api(ground: Ground, api_fields: list[str], data: st.DataObject) -> None:
    any_call(ground, data, api_fields)
