"""A tile that counts has a word for one: „1 Gutschein verkauft“."""

from __future__ import annotations

import re

from tests.house.files import ROOT, product_files

_TILE = re.compile(r'{% tile (?P<number>\S+) _\("(?P<label>[^"]+)"\)(?P<rest>[^%]*)%}')


def _counts(number: str) -> bool:
    """Neither an amount of money, nor a share, nor a sign that stands for no number."""
    return "|euro" not in number and number != "percent" and not number.startswith('"')


def test_every_tile_that_counts_says_what_one_is_called() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {match['label']}"
        for path in product_files(".html")
        for match in _TILE.finditer(path.read_text(encoding="utf-8"))
        if _counts(match["number"]) and " one=" not in match["rest"]
    ]
    assert not wrong
