"""No input makes an error page: every route × parameter and form, asked by everybody for what makes no sense."""

from __future__ import annotations

import itertools
from urllib.parse import unquote

import pytest
from django.urls import Resolver404, resolve
from hypothesis import given
from hypothesis import strategies as st

from kreislauf.web.wsgi_handler import Utf8Request
from tests.fuzz import values
from tests.fuzz.ground import API, PLACES, SITES, WHO, Ground, drawn, most, wrong
from tests.thorough import THOROUGH, enough

pytestmark = pytest.mark.takes_minutes
TRIED = enough(1, thorough=8)  # values of a field or route in the slow tests, and other ones at the next
SEGMENTS_TRIED = enough(6, thorough=len(values.SEGMENTS))  # of a route's parameter, the same way


@pytest.mark.slow
def test_no_parameter_of_an_address_breaks_a_page(ground: Ground) -> None:
    """What no route takes is the same page for all of one part of a site: it is asked for once there."""
    broken, refused, strange = [], set(), itertools.cycle(values.SEGMENTS)
    for (site, route), method in itertools.product(PLACES, ("GET", "POST")):
        for name, value in itertools.product(route.parameters, itertools.islice(strange, SEGMENTS_TRIED)):
            if not is_taken(site, ground.path(route, {name: value})):
                asked = (site, route.pattern.partition("/")[0], method, value)
                if asked in refused:
                    continue
                refused.add(asked)
            broken += wrong(route, value, ground.send(most(site), route, method, {}, {name: value}))
    assert broken == []


def is_taken(site: str, path: str) -> bool:
    try:
        resolve(unquote(path), SITES[site])
    except Resolver404:
        return False
    return True


@pytest.mark.slow
def test_no_field_breaks_a_page(ground: Ground) -> None:
    """By itself on a thorough run; else all fields of a form at once, each with another value, and half of them.

    A field is read whatever stands in its neighbours, unless the view gives up before: so every second one is asked
    for without the others, too.
    """
    broken, strange = [], itertools.cycle(values.TEXTS)
    for (site, route), method in itertools.product(PLACES, ("GET", "POST")):
        who = most(site)
        names = ground.read(who, route, method)
        if THOROUGH or len(names) < 3:
            sent = [{name: value} for name, value in itertools.product(names, itertools.islice(strange, TRIED))]
        else:
            sent = [dict(zip(chosen, strange, strict=False)) for chosen in (names, names[::2], names[1::2])]
        for fields in sent:
            broken += wrong(route, (who, fields), ground.send(who, route, method, fields))
    assert broken == []


PATHS = [
    "/",
    "/gutscheine/",
    "/betriebe/?q=a",
    "/betrieb/",
    "/verwaltung/",
    "/abmelden/",
    API + "offers/",
    API + "orders/",
]
QUESTIONS = [(method, path) for path in PATHS for method in ("GET", "POST")]
HEADERS = [(name, value) for name, found in values.HEADERS.items() for value in found]


@pytest.mark.slow
def test_no_header_breaks_a_page(ground: Ground) -> None:
    broken = [(sent, found) for sent in HEADERS for asked in QUESTIONS if (found := with_header(ground, sent, asked))]
    assert broken == []


def with_header(ground: Ground, sent: tuple[str, str], question: tuple[str, str]) -> list[str]:
    """What broke; a cookie takes the place of the session's."""
    asker = ground.askers["anyone" if sent[0] == "Cookie" else "administrator"]
    status, error = asker.ask(*question, kind="application/json", **dict([sent]))
    return [f"{question}: {error}"] if status >= 500 or error else []


@pytest.mark.slow
def test_no_kind_of_body_breaks_a_page(ground: Ground) -> None:
    broken, kinds = [], itertools.cycle(itertools.product(values.KINDS, values.FORM_BODIES))
    for (site, route), (kind, body) in ((place, sent) for place in PLACES for sent in itertools.islice(kinds, TRIED)):
        answer = ground.askers[most(site)].ask("POST", ground.path(route, {}), body=body, kind=kind, query="q=a")
        broken += wrong(route, (kind, body), answer)
    assert broken == []


def test_the_web_server_s_requests_are_in_utf_8() -> None:
    """Which the requests of these tests are by a patch."""
    from kreislauf.wsgi import application

    assert application.request_class is Utf8Request


def any_page(ground: Ground, data: st.DataObject) -> None:
    site, route = data.draw(st.sampled_from(PLACES))
    who, method = data.draw(st.sampled_from(WHO[site])), data.draw(st.sampled_from(["GET", "POST"]))
    names = ground.read(who, route, method)
    fields = {name: data.draw(values.text) for name in names if data.draw(st.booleans())}
    strange = {
        name: data.draw(st.sampled_from(values.SEGMENTS)) for name in route.parameters if data.draw(st.booleans())
    }
    answer = ground.send(who, route, method, fields, strange, **data.draw(values.headers))
    assert wrong(route, (who, method, fields, strange), answer) == []


@drawn(150)
@given(data=st.data())
def test_nothing_that_is_drawn_breaks_a_page(ground: Ground, data: st.DataObject) -> None:
    any_page(ground, data)


@pytest.mark.slow
@drawn(enough(400, thorough=1000))
@given(data=st.data())
def test_nothing_of_many_draws_breaks_a_page(ground: Ground, data: st.DataObject) -> None:
    any_page(ground, data)
