"""A body that is too large is refused by its announced length, with an answer that helps, and takes nothing."""

from __future__ import annotations

import inspect
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client, RequestFactory

from kreislauf.regions import RegionCard
from kreislauf.web.body_limit import BodyLimitMiddleware
from tests.journeys.routes import routes_of

MEGABYTE = 1024 * 1024
HANDS_ON = re.compile(r"return (\w+)\.(\w+)\(request")


class NeverRead(io.BytesIO):
    def read(self, *args: Any) -> bytes:
        raise AssertionError("A refused body is not read.")

    readline = read


def send(client: Client, path: str, length: int, **headers: Any) -> Any:
    kind = headers.pop("CONTENT_TYPE", "multipart/form-data; boundary=x")
    return client.generic(
        "POST", path, b"", CONTENT_TYPE=kind, CONTENT_LENGTH=str(length), **{"wsgi.input": NeverRead(), **headers}
    )


@pytest.mark.parametrize("length", ["9" * 30, "0" * 30 + str(5 * MEGABYTE)])
def test_a_length_is_believed_however_long_it_is_written(site: Client, length: str) -> None:
    """The server in front of us and Django read it as the number that it is."""
    answer = site.generic("POST", "/anmelden/", b"", CONTENT_LENGTH=length, **{"wsgi.input": NeverRead()})

    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("path", "most"), [("/mitmachen/", 26), ("/anmelden/", 1), ("/widerruf/", 1), ("/api/v1/orders/", 1)]
)
def test_a_body_beyond_the_limit_is_not_read(site: Client, path: str, most: int) -> None:
    answer = send(site, path, most * MEGABYTE + 1)

    assert answer.status_code == 413
    text = answer.content.decode()
    if path.startswith("/api/"):
        assert json.loads(text) == {
            "code": "too_large",
            "message": f"Das ist zu groß: Hier dürfen es höchstens {most} MB sein.",
        }
    else:
        assert f"höchstens {most} MB" in text
        assert f'href="{path}"' in text


@pytest.mark.parametrize("host", ["localhost", "leitstand.localhost", "kiel.localhost"])
def test_every_site_has_a_page_for_it(kiel: RegionCard, client_for: Callable[..., Client], host: str) -> None:
    path = {"localhost": "/anmeldung/", "leitstand.localhost": "/anmelden/"}.get(host, "/mitmachen/")
    answer = send(client_for(host=host), path, 300 * MEGABYTE)

    assert answer.status_code == 413
    assert "Das ist zu groß" in answer.content.decode()


def test_what_is_within_the_limit_is_read(site: Client) -> None:
    picture = io.BytesIO(b"x" * 2 * MEGABYTE)
    picture.name = "foto.jpg"

    assert site.post("/mitmachen/", {"name": "Laden", "picture": picture}).status_code == 422
    assert site.post("/anmelden/", {"email": "x" * 900_000}).status_code == 422


def test_a_body_in_pieces_is_refused_since_nobody_would_read_it(site: Client) -> None:
    answer = send(site, "/anmelden/", 0, HTTP_TRANSFER_ENCODING="chunked")

    assert answer.status_code == 411
    assert "Content-Length" in answer.content.decode()
    assert send(site, "/api/v1/orders/", 0, HTTP_TRANSFER_ENCODING="chunked").json()["code"] == "length_required"


@pytest.mark.parametrize("length", ["", "abc", "-1", "1e9", "٣"])
def test_a_length_that_is_no_number_counts_as_none(site: Client, length: str) -> None:
    answer = site.generic("POST", "/anmelden/", b"", CONTENT_LENGTH=length)

    assert answer.status_code in (400, 422)


def test_exactly_the_routes_that_read_files_take_large_bodies() -> None:
    for urlconf in settings.URLCONFS.values():
        for route in routes_of(urlconf):
            reads = "uploads_of(" in _source(route.view) or ".FILES" in _source(route.view)
            assert bool(getattr(route.view, "takes_files", False)) == reads, route.name


def _source(view: Any) -> str:
    """Of the view, and of what it hands its request on to: areas share their pages."""
    view = inspect.unwrap(view)
    if not inspect.isfunction(view):  # a view from a class, as the API has them: it takes JSON
        return ""
    source = inspect.getsource(view)
    pages = [getattr(view.__globals__.get(module), name, None) for module, name in HANDS_ON.findall(source)]
    return "\n".join([source, *(inspect.getsource(page) for page in pages if inspect.isfunction(page))])


def test_while_strangers_send_slowly_some_threads_stay_free(settings: Any) -> None:
    settings.BODIES_AT_ONCE = 2
    held: list[int] = []

    def answer(request: WSGIRequest) -> Any:
        if len(held) < 2:
            held.append(1)
            inner.append(limit(RequestFactory().post("/anmelden/", {"a": "b"})))
            inner.append(limit(RequestFactory().get("/")))
        return "answered"

    inner: list[Any] = []
    limit = BodyLimitMiddleware(answer)  # type: ignore[arg-type]
    assert limit(RequestFactory().post("/anmelden/", {"a": "b"})) == "answered"

    refused = [one for one in inner if one != "answered"]
    assert [one.status_code for one in refused] == [503]
    assert refused[0]["Retry-After"] == "10"
    assert limit(RequestFactory().post("/anmelden/", {"a": "b"})) == "answered"
