"""A paragraph sign and its number stand on one line: in what pages say, a no-break space is between them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from tests.house.files import ROOT, product_files

APART = re.compile(r"§ (?=\d)")
COMMENT = re.compile(r"{#.*?#}")
MARKS = {"_", "ngettext"}


@cache
def texts() -> list[tuple[str, str, str]]:
    """Where something is marked for translation in the code, what it says, and how it is written there.

    Not in models: what they call their columns stands in migrations, too.
    """
    return list(_texts())


def _texts() -> Iterator[tuple[str, str, str]]:
    for path in product_files(".py"):
        source = path.read_text()
        if "models" in path.parts or not any(f"{mark}(" in source for mark in MARKS):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
                for one in node.args:
                    if isinstance(one, ast.Constant) and isinstance(one.value, str):
                        written = ast.get_source_segment(source, one) if "\\u" in source else ""
                        yield str(path.relative_to(ROOT)), one.value, written or ""


def test_in_templates() -> None:
    pages = {path: COMMENT.sub("", path.read_text()) for path in product_files(".html")}
    assert any("§&nbsp;" in text for text in pages.values())
    assert [str(path.relative_to(ROOT)) for path, text in pages.items() if APART.search(text)] == []


def test_in_code() -> None:
    assert any("§\u00a0" in text for _where, text, _written in texts())
    assert [(where, text) for where, text, _written in texts() if APART.search(text)] == []


def test_it_is_written_as_itself() -> None:
    """gettext's tools copy an escape as its letters, so that no translation would ever be found for the text."""
    assert [(where, text) for where, text, written in texts() if "\\u" in written] == []
