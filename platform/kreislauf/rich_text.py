"""What staff writes with lists, links and headings (Markdown), as HTML that can do no harm."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import Any

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from kreislauf.phone import dial_address

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h2", "h3", "h4", "blockquote", "hr"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "h2": {"class"}, "h3": {"class"}, "h4": {"class"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
# The page itself has the only h1. Whatever sign a text begins with, its headings go on from there without a gap.
_LEVELS = (("h2", "kl-h3"), ("h3", "kl-h4"), ("h4", "kl-h4"))
_LEFT_OUT = ("image", "code", "fence", "table", "html_block", "html_inline", "strikethrough", "backticks", "lheading")
# A heading needs no blank after its signs: people who do not know Markdown leave it out.
_TIGHT_HEADING = re.compile(r"(?m)^(#{1,6})(?=[^\s#])")
# „§ 5“ and „Abs. 2“ stay on one line.
_REFERENCE = re.compile(r"(§|Art\.|Abs\.|Nr\.|Buchst\.) (?=\w)")
_GERMAN_TLDS = ["bayern", "berlin", "cologne", "example", "hamburg", "koeln", "nrw", "ruhr", "saarland"]
_BEFORE_A_NUMBER = ("telefon", "tel.", "mobil", "phone")
_NUMBER = re.compile(r":?\s{0,3}(?:\+|0)[0-9 ()/-]{4,24}[0-9]")


def rich_text(text: str) -> SafeString:
    """Without pictures, tables and HTML. A line break stays one; addresses and telephone numbers become links."""
    tidy = _TIGHT_HEADING.sub(r"\1 ", text.replace("\r\n", "\n").strip())
    return _rendered(_REFERENCE.sub("\\1\u00a0", tidy))


def plain_words(html: str) -> str:
    """What such a text says, in one line, for where nobody draws HTML."""
    return " ".join(unescape(strip_tags(html)).split())


@lru_cache(maxsize=64)
def _rendered(text: str) -> SafeString:
    html = _parser().render(text)
    return SafeString(nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener"))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("js-default", {"html": False, "linkify": True, "breaks": True, "maxNesting": 12})
    parser.disable(_LEFT_OUT)
    links: Any = parser.linkify
    links.tlds(_GERMAN_TLDS, keep_old=True)
    for word in _BEFORE_A_NUMBER:
        links.add(word, {"validate": _number_at, "normalize": _dialled})
    parser.core.ruler.push("levels", _levels)
    return parser


def _number_at(_: Any, text: str, position: int) -> int:
    """How many characters of a telephone number follow."""
    found = _NUMBER.match(text, position)
    return len(found[0]) if found else 0


def _dialled(_: Any, match: Any) -> None:
    match.url = dial_address(match.url.lstrip(": "))


def _levels(state: StateCore) -> None:
    headings = [token for token in state.tokens if token.type in ("heading_open", "heading_close")]
    written = sorted({token.tag for token in headings})
    for token in headings:
        token.tag, css = _LEVELS[min(written.index(token.tag), len(_LEVELS) - 1)]
        token.attrs = {"class": css} if token.nesting == 1 else {}
