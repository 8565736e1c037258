"""What staff writes becomes headings, lists and links; what somebody smuggles in stays text."""

from __future__ import annotations

import re
import time

import pytest

from kreislauf.rich_text import rich_text

NASTY = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>Klick</a>",
    "[Klick](javascript:alert(1))",
    "[Klick](JaVaScRiPt&colon;alert(1))",
    "[Klick](java\tscript:alert(1))",
    "[Klick](data:text/html;base64,PHNjcmlwdD4=)",
    "[Klick](vbscript:x)",
    "[Klick](file:///etc/passwd)",
    "<javascript:alert(1)>",
    "[Klick][1]\n\n[1]: javascript:alert(1)",
    '[Klick](https://kiel.de "title" onclick="x")',
    "```html\n<script>alert(1)</script>\n```",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<style>*{display:none}</style>",
    "<svg/onload=alert(1)>",
    '"><b onmouseover=alert(1)>',
)


def test_headings_lists_bold_and_line_breaks() -> None:
    text = "#Angaben\r\nStadt Kiel\r\nRathaus\r\n\r\n- eins\r\n- **zwei**\r\n\r\n## Mehr\r\n1. drei"

    assert rich_text(text) == (
        '<h2 class="kl-h3">Angaben</h2>\n<p>Stadt Kiel<br>\nRathaus</p>\n'
        "<ul>\n<li>eins</li>\n<li><strong>zwei</strong></li>\n</ul>\n"
        '<h3 class="kl-h4">Mehr</h3>\n<ol>\n<li>drei</li>\n</ol>\n'
    )


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("## A\n\n## B", ["h2", "h2"]),
        ("## A\n\n#### B\n\n## C", ["h2", "h3", "h2"]),
        ("# A\n\n## B\n\n### C\n\n#### D", ["h2", "h3", "h4", "h4"]),
    ],
)
def test_headings_follow_that_of_the_page_without_a_gap(text: str, tags: list[str]) -> None:
    assert re.findall(r"<(h\d)", rich_text(text)) == tags


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Siehe https://kiel.de/amt?a=1.", "https://kiel.de/amt?a=1"),
        ("Siehe www.kiel.de", "http://www.kiel.de"),
        ("amt@kiel.example", "mailto:amt@kiel.example"),
        ("Telefon: 0431 901-0", "tel:+494319010"),
        ("Tel. +49 (0)431 901", "tel:+49431901"),
        ("[Datenschutz](/datenschutz/)", "/datenschutz/"),
    ],
)
def test_addresses_and_numbers_become_links(text: str, address: str) -> None:
    assert re.findall(r'<a href="([^"]*)" rel="noopener">', rich_text(text)) == [address]


def test_a_reference_to_a_law_stays_on_one_line() -> None:
    assert "§&nbsp;5 DDG, Art.&nbsp;6 Abs.&nbsp;1" in rich_text("§ 5 DDG, Art. 6 Abs. 1")


def test_a_number_that_is_none_stays_text() -> None:
    assert "<a" not in rich_text("Telefonbuch 0431 4444444, § 5 DDG, 24103 Kiel, am 01.02.2026")


@pytest.mark.parametrize("text", NASTY)
def test_nothing_that_runs_comes_out(text: str) -> None:
    html = rich_text(text)

    tags = {tag.lower() for tag in re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)", html)}
    assert tags <= {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h2", "h3", "h4", "blockquote", "hr"}
    for attributes in re.findall(r"<[a-z0-9]+((?:\s[^>]*)?)>", html):
        assert re.fullmatch(
            r'(?: (?:href="(?:https?:|mailto:|tel:|/)[^"]*"|rel="noopener"|class="kl-h[34]"))*', attributes
        )


def test_pictures_and_tables_are_left_out() -> None:
    assert "<img" not in rich_text("![Wappen](https://kiel.de/w.png)")
    assert "<table" not in rich_text("| a | b |\n|---|---|\n| 1 | 2 |")


def test_deep_nesting_costs_no_more_than_length() -> None:
    began = time.monotonic()
    for text in ("[[[[((((" * 4000, "> " * 5000, "*a_ " * 8000, "tel. " * 8000, "- " * 5000):
        rich_text(text)
    assert time.monotonic() - began < 10
