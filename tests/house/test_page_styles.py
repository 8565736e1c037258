"""A page links the style sheets of all that it draws: its own words, its bases', its parts' and its components'."""

from __future__ import annotations

import re
from functools import cache

import pytest
from django.conf import settings

from tests.house.test_css_classes import OURS, ROOT, homes
from tests.house.test_template_layout import templates

CSS = re.compile(r"{% block css %}(.*?){% endblock %}", flags=re.DOTALL)
# What draws a form's fields, other than an include of a part that is read anyway.
FIELDS = re.compile(r"as_field_group|{{ (?:\w+\.)*(?:form|field)\b|{% (?:widget|field)\b")
FIELD_PARTS = ("kern/field.html", "kern/form.html", "kern/errors.html", "kern/picture.html")
# Slices declare what else these pages draw.
SECTIONS = {
    "home/front.html": r"\w+/sections/(?!business|office|_)",
    "home/business.html": r"\w+/sections/business",
    "businesses/office/detail.html": r"\w+/sections/office",
}
# What a page of accounts extends in a region; the operators' site has one with the same style sheets. A page that a
# business and the office both have extends one of two, which link the same.
VARIABLE = {
    "door": "accounts/door.html",
    "frame": "base_office.html",
    "base": "base_business.html",
    "side.base": "base_office.html",
    "desk.base": "base_office.html",
}
# Sheets that sections bring along: slices declare them beside the template.
BROUGHT = re.compile(r"""css ?= ?\(("[^)]*"),?\)""")
COMPONENT = re.compile(r"{% (panel|table|facts|search_bar|empty_state|confirm|notice|badge|tile|bar_chart|columns)\b")


@cache
def texts() -> dict[str, str]:
    """Each template's text by the name that others extend and include it by."""
    return {address.partition("/templates/")[2]: text for address, text in templates().items()}


def base_of(name: str) -> str | None:
    found = re.match(r'{% extends "?([^" ]+)"? %}', texts()[name])
    return VARIABLE.get(found[1], found[1]) if found else None


def bases(name: str) -> list[str]:
    base = base_of(name)
    return [name, *bases(base)] if base else [name]


@cache
def drawn(name: str) -> frozenset[str]:
    """The classes that a template writes, with what it includes; no variable is followed, but for SECTIONS."""
    text = CSS.sub("", texts().get(name, ""))
    parts = set(re.findall(r'{% include "([^"]+)"', text)) - {name}
    parts |= {f"components/{tag.removesuffix('_state')}.html" for tag in COMPONENT.findall(text)}
    if FIELDS.search(text) and not name.startswith("kern/"):
        parts |= set(FIELD_PARTS)
    if name in SECTIONS:
        parts |= {part for part in texts() if re.match(SECTIONS[name], part)}
    own = set(re.findall(rf"(?<![\w-]){OURS}", text))
    return frozenset(own.union(*(drawn(part) for part in parts)))


@cache
def linked(name: str) -> frozenset[str]:
    """The style sheets of a page: those of its block ``css``, and the ones that every page has."""
    base = base_of(name)
    if base is None:
        return frozenset(_links(CSS.sub("", texts()[name])))
    if not (block := CSS.search(texts()[name])):
        return linked(base)
    brought = _brought() if "section.css" in block[1] else frozenset()
    above = linked(base) if "{{ block.super }}" in block[1] else linked("skeleton.html")
    return above | brought | _links(block[1])


@cache
def _brought() -> frozenset[str]:
    found = (BROUGHT.findall(path.read_text()) for path in ROOT.glob("marketplace/*/**/*.py"))
    return frozenset(name for tuples in found for one in tuples for name in re.findall(r'"([^"]+)"', one))


def _links(text: str) -> frozenset[str]:
    parts = re.findall(r'{% include "([^"]+)"', text)
    found = set(re.findall(r'rel="stylesheet" href="{% static "([^"]+)" %}"', text))
    return frozenset(found.union(*(_links(texts()[part]) for part in parts)))


def pages() -> list[str]:
    return [name for name in texts() if name != "skeleton.html" and bases(name)[-1] == "skeleton.html"]


def test_there_are_pages_to_look_at() -> None:
    assert {"home/front.html", "vouchers/till/home.html", "operators/regions.html"} <= set(pages())


@pytest.mark.parametrize("name", pages())
def test_a_page_links_the_styles_of_what_it_draws(name: str) -> None:
    classes = set().union(*(drawn(base) for base in bases(name)))
    needed = {home for drawn_class in classes for home in homes().get(drawn_class, ())}
    assert needed - linked(name) == set()


@pytest.mark.parametrize("name", ["table", "facts", "panel"])
def test_paper_gets_the_layout_of_a_desk_though_it_is_as_narrow_as_a_phone(name: str) -> None:
    """A4 less its margins is 703 pixels wide: a table printed as a phone's cards needs a sheet for three rows."""
    css = (settings.PACKAGE / "static" / "kl" / "css" / "components" / f"{name}.css").read_text(encoding="utf-8")

    assert "@media screen and (max-width: 720px)" in css
    assert "@media (max-width: 720px)" not in css
