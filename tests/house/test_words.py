"""Names are those of the trade: what a stranger would search for, not what only its author understands."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.house.files import ROOT, product_files

# Each was a name here once; beside it what people say.
RETIRED = {
    "deed": "log entry",
    "dress": "change_look",
    "bring": "migrate, import",
    "brought": "migrated, imported",
    "taken_back": "charged back, released, rolled back, reversed",
    "take_back": "release, roll back, reverse",
    "set_aside": "quarantined",
    "told": "the thing itself",
    "tell": "notify, report",
    "wish": "sign-up data, filter",
    "wishes": "filters",
    "heap": "facet",
    "face": "site",
    "workings": "platform status",
    "left_of": "refundable_cents",
    "left_lying": "unmailed",
    "truth": "provider state",
    "strike": "failed attempt",
    "passage": "fleet run",
    "surplus": "overpayment",
    "standing": "status",
    "bought": "purchased",
    "takings": "day report",
    "at_counter": "with_till_business",
    "counter_of": "till_business",
    "one_moment": "snapshot",
}


@cache
def names() -> list[tuple[str, str]]:
    """Every name that the product's code gives: of files, classes, functions, arguments and variables."""
    return list(_names())


def _names() -> Iterator[tuple[str, str]]:
    for path in product_files(".py"):
        where = str(path.relative_to(ROOT))
        yield where, path.stem
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                yield where, node.name
            elif isinstance(node, ast.arg):
                yield where, node.arg
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield where, node.id


def spelled(name: str) -> str:
    """``_TakenBackHow`` → ``_taken_back_how_``"""
    return f"_{re.sub(r'(?<=[a-z0-9])(?=[A-Z])', '_', name).lower().strip('_')}_"


@pytest.mark.parametrize("word", RETIRED)
def test_a_retired_word_is_in_no_name(word: str) -> None:
    assert sorted({f"{where}: {name}" for where, name in names() if f"_{word}_" in spelled(name)}) == []
