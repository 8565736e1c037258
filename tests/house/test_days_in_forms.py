"""A form asks for a day by the house's own field, which refuses years that no clock reckons with."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house.files import ROOT, product_files

BARE = {"DateField", "DateTimeField", "SplitDateTimeField"}
KIT = ROOT / "platform/kreislauf/forms"


def test_no_form_takes_a_day_by_djangos_field() -> None:
    assert [at for path in product_files(".py") if KIT not in path.parents for at in bare_in(path)] == []


def test_the_house_s_own_field_is_built_on_one_of_these() -> None:
    """What is looked for is found where it is."""
    assert [at.rpartition(":")[0] for at in bare_in(KIT / "layout.py")] == ["platform/kreislauf/forms/layout.py"]


def bare_in(path: Path) -> list[str]:
    """Where the file names ``forms.DateField`` or the like, also when it imports the name alone."""
    tree = ast.parse(path.read_text())
    named = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in BARE and ast.unparse(node.value) == "forms"
    ]
    imported = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("django.forms")
        and BARE & {one.name for one in node.names}
    ]
    return [f"{path.relative_to(ROOT)}:{node.lineno}" for node in [*named, *imported]]
