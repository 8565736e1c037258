"""A template is laid out for people: short lines, and nothing loaded that is built in."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.PACKAGE).parent.parent
ROOMS = ("platform", "tenants", "billing", "marketplace")

# Libraries that every template has; loading them again says nothing.
BUILT_IN = {library.rpartition(".")[2] for library in settings.TEMPLATES[0]["OPTIONS"]["builtins"]}


def templates() -> dict[str, str]:
    """Each template's address in the house, and its text."""
    paths = [path for room in ROOMS for path in (ROOT / room).rglob("templates/**/*") if path.is_file()]
    return {
        str(path.relative_to(ROOT)): path.read_text()
        for path in sorted(paths)
        if path.suffix in {".html", ".txt"} and "node_modules" not in path.parts
    }


def test_every_room_has_templates_to_look_at() -> None:
    assert {name.split("/")[0] for name in templates()} == set(ROOMS)


def test_no_line_of_a_template_is_over_120_characters() -> None:
    long_lines = [
        f"{name}:{number}"
        for name, text in templates().items()
        for number, line in enumerate(text.splitlines(), start=1)
        if len(line) > 120
    ]
    assert long_lines == []


def test_no_template_loads_what_is_built_in() -> None:
    loads = [
        (name, library)
        for name, text in templates().items()
        for libraries in re.findall(r"{% load (.+?) %}", text)
        for library in libraries.split()
    ]
    assert [(name, library) for name, library in loads if library in BUILT_IN] == []


def test_several_sums_each_say_what_they_sum_where_a_row_becomes_a_card() -> None:
    feet = [
        (name, foot)
        for name, text in templates().items()
        for foot in re.findall(r"<tfoot>.+?</tfoot>", text, flags=re.DOTALL)
        if foot.count("<td") > 1
    ]
    assert feet != []
    assert [name for name, foot in feet if foot.count("<td") != foot.count("data-th=")] == []


def test_each_section_of_a_public_page_keeps_to_the_page_s_margins() -> None:
    """Sections stand below each other on a page that draws no margins around them; those of the office are panels."""
    public = {name: text for name, text in templates().items() if "/sections/" in name and "office_" not in name}
    assert len(public) > 10
    assert [name for name, text in public.items() if "kl-wrap" not in text] == []
