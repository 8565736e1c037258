"""The board inside of another site: a page of a second origin shows it in a frame, if the region names that site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from typing import Any

import pytest

from tests.journeys.conftest import Visit
from tests.journeys.demo import Demo
from tests.journeys.other_site import other_site
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
# The browser of these tests finds all of *.kreis-demo.de on this machine, see ``FLAGS``.
RATHAUS, STRANGER = "www.kreis-demo.de", "fremd.kreis-demo.de"
REFUSED = "chrome-error://**"  # what Chromium shows instead


@pytest.fixture
def rathaus() -> Iterator[ThreadingHTTPServer]:
    """A web server that shows one page: whatever stands in its attribute ``page``."""
    with other_site() as server:
        yield server


@pytest.fixture
def neighbour(chromium: Any) -> Iterator[Callable[..., Any]]:
    """A page in a browser of its own: other sites are no place where our visitors go."""
    contexts = []

    def come(*, scripts: bool = True) -> Any:
        contexts.append(chromium.new_context(locale="de-DE", java_script_enabled=scripts))
        return contexts[-1].new_page()

    yield come
    for context in contexts:
        context.close()


def lines_for(office: Visitor, host: str) -> str:
    """What the office copies, once the site may show it."""
    office.sign_in("Redaktion")
    office.go("/verwaltung/einbetten/?was=boerse%3F")
    office.type(host=f"https://{host}/start")
    office.press("Website zulassen")
    office.reads(host)
    return f"<!doctype html><title>Rathaus</title><h1>Leben im Amt</h1>{office.page.input_value('#zeilen')}"


def test_the_board_in_the_site_of_the_rathaus(
    visit: Visit, rathaus: ThreadingHTTPServer, neighbour: Callable[..., Any]
) -> None:
    rathaus.page = lines_for(visit("mittelholstein"), RATHAUS)  # type: ignore[attr-defined]
    address, page = f"http://{RATHAUS}:{rathaus.server_address[1]}/", neighbour()
    page.goto(address)
    board = page.frame_locator("iframe")
    board.get_by_role("heading", name="Börse").wait_for()
    page.wait_for_function("() => document.querySelector('iframe').clientHeight > 800")
    inside = page.frames[1]
    assert inside.evaluate("() => document.documentElement.scrollHeight <= innerHeight + 1")
    inside.evaluate("() => document.querySelector('.kl-cards').remove()")
    page.wait_for_function("() => document.querySelector('iframe').clientHeight < 400")
    assert page.context.cookies() == []

    page.goto(address)
    board.locator("a.kl-stretch").first.click()
    page.wait_for_url("**/boerse/**")  # in the whole window, not in the frame

    without = neighbour(scripts=False)
    without.goto(address)
    without.frame_locator("iframe").get_by_role("heading", name="Börse").wait_for()
    assert without.locator("iframe").bounding_box()["height"] == 640
    # By key: right after scrolling, a click still lands in the frame, which is a process of its own.
    without.get_by_role("link", name="als einfache Liste").press("Enter")
    without.wait_for_url("**/einbetten/boerse/liste.html")


def test_a_site_that_the_region_does_not_name_shows_nothing(
    demo: Demo, rathaus: ThreadingHTTPServer, neighbour: Callable[..., Any]
) -> None:
    frame = demo.url("mittelholstein", "/einbetten/boerse/")
    rathaus.page = f'<!doctype html><title>Fremd</title><iframe src="{frame}"></iframe>'  # type: ignore[attr-defined]
    page, refusals = neighbour(), []
    page.on("console", lambda message: refusals.append(message.text))
    page.goto(f"http://{STRANGER}:{rathaus.server_address[1]}/")
    page.frames[1].wait_for_url(REFUSED)
    assert any("frame-ancestors" in text for text in refusals)


@pytest.mark.parametrize("path", ["/boerse/", "/gutscheine/", "/karte/", "/anmelden/"])
def test_other_pages_are_in_no_frame_of_the_rathaus(
    demo: Demo, rathaus: ThreadingHTTPServer, neighbour: Callable[..., Any], path: str
) -> None:
    frame = demo.url("mittelholstein", path)
    rathaus.page = f'<!doctype html><title>Rathaus</title><iframe src="{frame}"></iframe>'  # type: ignore[attr-defined]
    page = neighbour()
    page.goto(f"http://{RATHAUS}:{rathaus.server_address[1]}/")
    page.frames[1].wait_for_url(REFUSED)
