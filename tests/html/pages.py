"""Every page that somebody can see: what each route answers to each person, and to forms that are sent badly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from tests.fuzz.asking import FORM
from tests.fuzz.ground import PLACES, WHO, Ground

# Everything that HTML has a sign for, in a field that takes anything: a page must write it so that it stays text.
NONSENSE = "„x“ <b>&\"'"
# What a browser lets through in a field of a kind, and is refused nevertheless.
NONSENSE_OF = {
    "email": "a@b",
    "url": "http://x",
    "number": "-1",
    "date": "0001-01-01",
    "time": "03:07",
    "color": "#ffffff",
}


@dataclass(frozen=True)
class Page:
    label: str  # "vouchers:offer as anyone"
    site: str
    who: str
    path: str
    status: int
    content: bytes
    headers: dict[str, str]


@dataclass
class Form:
    """A form that is posted: where to, and what it sends by itself."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)  # name → nonsense of the field's kind

    def badly(self) -> Iterator[tuple[str, dict[str, str]]]:
        yield "empty", self.values | dict.fromkeys(self.typed, "")
        yield "nonsense", self.values | self.typed


class Forms(HTMLParser):
    """The forms of a page, with what stands in them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.keys: dict[str, str] = {}  # of each line that is typed: name → inputmode
        self.open: Form | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = Form(has.get("action", "")) if has.get("method", "").lower() == "post" else None
            self.found += [self.open] if self.open else []
        elif self.open and has.get("name") and tag in {"input", "textarea", "select"}:
            kind = has.get("type", "text")
            if (tag, kind) == ("input", "text"):
                self.keys[has["name"]] = has.get("inputmode", "")
            if kind == "hidden" or (kind in {"checkbox", "radio"} and "checked" in has):
                self.open.values[has["name"]] = has.get("value", "on")
            elif kind not in {"checkbox", "radio", "file", "submit"} and has.get("tabindex") != "-1":
                self.open.typed[has["name"]] = NONSENSE_OF.get(kind, NONSENSE)

    def handle_endtag(self, tag: str) -> None:
        self.open = None if tag == "form" else self.open


def pages_of(ground: Ground) -> Iterator[Page]:
    """What each route answers to each person; what says the same comes once."""
    seen: set[bytes] = set()
    for site, route in PLACES:
        for who in WHO[site]:
            path = ground.path(route, {})
            yield from _new(seen, f"{route.name} as {who}", site, who, path, ground.askers[who].answer("GET", path))


def refused_pages(ground: Ground, pages: list[Page]) -> Iterator[Page]:
    """What each form answers that is sent empty, or with nonsense in every field."""
    seen: set[bytes] = set()
    sent: set[tuple[str, str, str]] = set()
    for page in pages:
        for form in Forms(page.content.decode()).found:
            action = urlsplit(urljoin(page.path, form.action)).path
            if not form.typed or (page.site, page.who, action) in sent:
                continue
            sent.add((page.site, page.who, action))
            for how, values in form.badly():
                body = urlencode(values).encode()
                response = ground.askers[page.who].answer("POST", action, body, content_type=FORM)
                label = f"{page.label}: POST {action} {how}"
                yield from _new(seen, label, page.site, page.who, page.path, response)


def _new(seen: set[bytes], label: str, site: str, who: str, path: str, response: Any) -> Iterator[Page]:
    if response.streaming or response.content in seen:
        return
    if response.content.lstrip().lower().startswith(b"<!doctype"):
        seen.add(response.content)
        yield Page(label, site, who, path, response.status_code, response.content, dict(response.headers))
