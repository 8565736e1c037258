"""A file is one thing, a function fits on a screen."""

from __future__ import annotations

import ast

from tests.house.files import ROOT, product_files

LONGEST_FILE = 250
NINE_OF_TEN_FILES = 130
NINE_OF_TEN_FUNCTIONS = 15


def lengths() -> list[int]:
    return sorted(len(path.read_text().splitlines()) for path in product_files(".py"))


def test_no_file_is_longer_than_250_lines() -> None:
    too_long = [
        f"{path.relative_to(ROOT)}: {count}"
        for path in product_files(".py")
        if (count := len(path.read_text().splitlines())) > LONGEST_FILE
    ]
    assert too_long == []


def test_nine_of_ten_files_have_at_most_130_lines() -> None:
    found = lengths()
    assert found[len(found) * 9 // 10] <= NINE_OF_TEN_FILES


def test_nine_of_ten_functions_have_at_most_15_lines() -> None:
    found = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for path in product_files(".py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert found[len(found) * 9 // 10] <= NINE_OF_TEN_FUNCTIONS
