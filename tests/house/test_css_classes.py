"""Every class has its styles in one file, every class that is styled is used, every one that is used is styled."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.PACKAGE).parent.parent
ROOMS = ("platform", "tenants", "billing", "marketplace")
KERN = settings.NODE_MODULES / "@kern-ux/native/dist/kern.min.css"
# Templates and tags write the first half of these; the second comes from what they draw.
MADE = {
    "kl-badge--": ("success", "warning", "danger", "info"),
    "kl-bento--": ("2",),
    "kl-way--": ("1", "2", "3", "4"),
    "kl-out--": ("outline", "district", "water", "border"),
    "kl-placename--": ("place", "water"),
    "kern-alert--": ("info", "success", "warning", "danger"),
    "kern-icon--": ("info", "success", "warning", "danger"),
    "kern-btn--": ("primary", "secondary", "tertiary"),
    "kern-form-input__input": ("--error",),
    "kern-form-input__select": ("--error",),
    "kern-form-check__checkbox": ("--error",),
    "kern-form-check__radio": ("--error",),
}
OURS = r"(?:kl|mb|sbx|p)-[\w-]+"
WIDTHS = {"400px", "720px", "721px", "1080px", "1081px"}


@cache
def sheets() -> dict[str, str]:
    """Our style sheets by their address below ``static/``, without comments and pictures."""
    return {
        str(path).partition("/static/")[2]: re.sub(r"/\*.*?\*/|url\([^)]*\)", "", path.read_text(), flags=re.DOTALL)
        for path in _files("static/**/*.css")
    }


@cache
def homes() -> dict[str, set[str]]:
    """For each class the style sheets that have selectors which begin with it."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, sheet in sheets().items():
        for owner in filter(None, map(_owner, _selectors(sheet))):
            found[owner].add(name)
    return found


@cache
def words() -> set[str]:
    """All that could be a class in our templates, scripts and Python."""
    texts = [path.read_text() for pattern in ("**/*.html", "**/*.py", "**/*.js") for path in _files(pattern)]
    found = {word for text in texts for word in re.findall(rf"(?<![\w-])(?:{OURS}|kern-[\w-]+)", text)}
    return found | {start + end for start in MADE.keys() & found for end in MADE[start]}


def _files(pattern: str) -> Iterator[Path]:
    for room in ROOMS:
        yield from (path for path in sorted((ROOT / room).rglob(pattern)) if "node_modules" not in path.parts)


def _selectors(sheet: str) -> Iterator[str]:
    for head in re.findall(r"([^{};]+)\{", sheet):
        if not head.strip().startswith("@"):
            yield from (part.strip() for part in re.split(r",(?![^(]*\))", head))


def _styled(sheet: str) -> set[str]:
    return {name for selector in _selectors(sheet) for name in re.findall(rf"\.({OURS})", selector)}


def _owner(selector: str) -> str | None:
    """The class a selector begins with; one that only stands in ``:is()``, ``:has()`` and the like says nothing."""
    while (shorter := re.sub(r":(is|where|not|has)\([^()]*\)", "", selector)) != selector:
        selector = shorter
    found = re.search(rf"[.#]({OURS}|kern-[\w-]+|[\w-]+)", selector)
    return found[1] if found and re.fullmatch(rf"{OURS}|kern-[\w-]+", found[1]) else None


def test_there_are_style_sheets_and_words_to_look_at() -> None:
    assert {"kl/css/base.css", "kl/css/components/button.css", "vouchers/till.css"} <= set(sheets())
    assert {"kl-wrap", "kl-badge--success", "kern-btn", "sbx-mark"} <= words()


def test_every_class_that_is_styled_is_used() -> None:
    assert {name for sheet in sheets().values() for name in _styled(sheet)} - words() == set()


def test_every_class_that_is_used_is_styled() -> None:
    styled = {name for sheet in sheets().values() for name in _styled(sheet)}
    tokens = {name for sheet in sheets().values() for name in re.findall(r"--(kl-[\w-]+)", sheet)}
    used = {word for word in words() if re.fullmatch(OURS, word) and word not in MADE}
    assert used - styled - tokens == set()


def test_a_class_has_its_styles_in_one_file() -> None:
    assert {name: found for name, found in homes().items() if len(found) > 1} == {}


def test_every_rule_lies_in_a_layer() -> None:
    for name, sheet in sheets().items():
        if name == "kl/css/theme-platform.css":  # a theme wins over everything
            continue
        outside = re.sub(r"@(layer|font-face|import)[^{;]*(;|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})", "", sheet)
        assert outside.strip() == "", name


def test_pages_change_their_layout_at_three_widths_only() -> None:
    found = {
        width for sheet in sheets().values() for width in re.findall(r"@media \((?:min|max)-width: (\w+)\)", sheet)
    }
    assert found == WIDTHS


def test_kern_is_cut_down_to_what_is_used() -> None:
    kern = KERN.read_text()
    listed = set(re.findall(r"^(?:--)?kern-.+$", (Path(settings.PACKAGE) / "kern.txt").read_text(), flags=re.MULTILINE))
    properties = {name for sheet in sheets().values() for name in re.findall(r"var\((--kern-[\w-]+)", sheet)}

    used = words() & set(re.findall(r"\.(kern-[\w-]+)", kern))
    read = properties & set(re.findall(r"(--kern-[\w-]+)\s*:", kern))

    assert {name for name in listed if name.startswith("kern-")} == used
    assert {name for name in listed if name.startswith("--")} == read
