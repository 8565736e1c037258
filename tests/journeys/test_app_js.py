"""What the script of all pages does, on a page of a few lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Engine

pytestmark = pytest.mark.browser

ORIGIN = "http://localhost:1"
SCRIPTS = {
    "/htmx.js": Path(settings.NODE_MODULES) / "htmx.org" / "dist" / "htmx.min.js",
    "/app.js": settings.PACKAGE / "static" / "kl" / "js" / "app.js",
}
HEAD = '<!doctype html><script src="/htmx.js" defer></script><script src="/app.js" type="module"></script>'

Opened = Callable[[str], Any]


@pytest.fixture
def opened(chromium: Any) -> Iterator[Opened]:
    """``opened("<p>…")`` is a page that holds this, and answers it again to whoever asks for a part."""
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()

    def come(template: str) -> Any:
        body = Engine.get_default().from_string(template).render(Context())

        def answer(route: Any) -> None:
            script = SCRIPTS.get(route.request.url.removeprefix(ORIGIN))
            text, kind = (script.read_text(), "text/javascript") if script else (HEAD + body, "text/html")
            route.fulfill(body=text, content_type=f"{kind}; charset=utf-8")

        page.route(f"{ORIGIN}/**", answer)
        page.goto(f"{ORIGIN}/")
        return page

    yield come
    context.close()


def clipboard(page: Any) -> str:
    return str(page.evaluate("() => navigator.clipboard.readText()"))


def test_what_is_copied_is_said_aloud_and_the_button_is_itself_again(opened: Opened) -> None:
    page = opened('{% button data_copy="DE12" %}Kopieren<span class="kern-sr-only">: IBAN</span>{% endbutton %}')
    page.clock.install()
    button = page.get_by_role("button")
    button.click()
    button.click()
    assert clipboard(page) == "DE12"
    assert (button.text_content(), page.get_by_role("status").text_content()) == ("Kopiert", "Kopiert")
    page.clock.run_for(3000)
    assert button.locator(".kern-sr-only").text_content() == ": IBAN"
    assert page.get_by_role("status").text_content() == ""


def test_of_a_field_what_stands_in_it_now_is_copied(opened: Opened) -> None:
    page = opened('<textarea id="brief">Guten Tag</textarea>{% button data_copy_of="brief" %}Kopieren{% endbutton %}')
    page.get_by_role("textbox").fill("Moin")
    page.get_by_role("button").click()
    assert clipboard(page) == "Moin"


@pytest.mark.parametrize("control", ['<a href="/b/">Zeile</a>', '<form action="/b/"><button>Zeile</button></form>'])
def test_the_focus_keeps_its_place_in_a_part_that_renews_itself(opened: Opened, control: str) -> None:
    other = control.replace("/b/", "/a/")
    page = opened(
        '<div id="stand" data-hx-get="/" data-hx-trigger="every 1s" data-hx-select="#stand" data-hx-swap="outerHTML">'
        f"{other}{control}</div>"
    )
    page.locator("a, button").nth(1).focus()
    page.evaluate("() => { document.getElementById('stand').dataset.old = ''; }")
    page.wait_for_selector("#stand:not([data-old])")
    assert page.evaluate("() => document.activeElement === document.querySelectorAll('a, button')[1]")
