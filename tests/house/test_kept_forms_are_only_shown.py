"""A form may be filled on a GET, with what was typed when the sign-in stood in the way: no view acts on that."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.files import ROOT, product_files

BINDS = ("posted(request)", "request.POST or None")
METHOD = "request.method"


def test_a_view_that_shows_what_was_typed_asks_for_the_method_before_it_acts() -> None:
    """That such a form is valid says not that it was sent."""
    checks = list(_checks())
    assert [name for name, is_guarded in checks if not is_guarded] == []
    assert len(checks) > 100


def _checks() -> Iterator[tuple[str, bool]]:
    """Each ``form.is_valid()`` of a view that binds so, and whether the method was asked for by then."""
    for path in product_files(".py"):
        text = path.read_text()
        if any(one in text for one in BINDS):
            for view in ast.walk(ast.parse(text)):
                if isinstance(view, ast.FunctionDef) and any(one in ast.unparse(view) for one in BINDS):
                    name = f"{path.relative_to(ROOT)}:{view.name}"
                    yield from ((name, is_guarded) for is_guarded in _guarded(view.body, False))


def _guarded(body: list[ast.stmt], asked: bool) -> Iterator[bool]:
    for one in body:
        inner = [part for name in ("body", "orelse", "finalbody", "handlers") for part in getattr(one, name, [])]
        inside = asked or (isinstance(one, ast.If) and METHOD in ast.unparse(one.test))
        own = ast.unparse(one.test) if isinstance(one, ast.If) else "" if inner else ast.unparse(one)
        yield from [asked or METHOD in own] * own.count(".is_valid()")
        yield from _guarded(inner, inside)
        if isinstance(one, ast.If) and METHOD in ast.unparse(one.test) and isinstance(one.body[-1], ast.Return):
            asked = True
