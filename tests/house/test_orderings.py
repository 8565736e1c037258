"""A query that counts says its order itself: Django leaves out the model's own where there is a GROUP BY."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.files import ROOT, product_files

AGGREGATES = {"Avg", "Count", "Max", "Min", "Sum"}
ORDERED = {"order_by", "in_german_order", "in_order"}


def test_every_function_that_annotates_with_an_aggregate_says_the_order() -> None:
    files = {path.relative_to(ROOT): ast.parse(path.read_text()) for path in product_files(".py")}
    assert [f"{path}: {name}" for path, tree in files.items() for name in _unordered(tree)] == []


def test_one_without_an_order_is_found() -> None:
    assert list(_unordered(ast.parse("def rows():\n    return Thing.objects.annotate(n=Count('parts'))"))) == ["rows"]
    assert not list(_unordered(ast.parse("def rows():\n    return found.annotate(n=Count('x')).in_order()")))


def _unordered(tree: ast.Module) -> Iterator[str]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            calls = [call for call in ast.walk(function) if isinstance(call, ast.Call)]
            ordered = any(_name(call.func) in ORDERED for call in calls)
            if not ordered and any(_name(call.func) == "annotate" and _counts(call) for call in calls):
                yield function.name


def _counts(call: ast.Call) -> bool:
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    return any(isinstance(value, ast.Call) and _name(value.func) in AGGREGATES for value in values)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
