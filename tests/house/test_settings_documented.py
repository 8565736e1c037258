"""Each environment variable that the code reads stands in README's table, and none that nobody reads."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from tests.house.files import ROOT, product_files

FROM_FILES = {"secret", "database", "replica", "smtp"}  # these also read NAME_FILE
READERS = FROM_FILES | {"text", "number", "words", "choices", "switch", "header", "networks", "address"}
# Of the tools that install the checkout, and Django's own.
NO_SETTINGS = {"SSL_CERT_FILE", "UV_DEFAULT_INDEX", "UV_INDEX", "UV_INDEX_URL", "DJANGO_SETTINGS_MODULE"}


class Setting(NamedTuple):
    name: str
    reader: str
    default: Any = None


@cache
def read() -> list[Setting]:
    return [setting for path in product_files(".py") for setting in _of(ast.parse(path.read_text()))]


def _of(tree: ast.AST) -> Iterator[Setting]:
    """Calls of ``kreislauf.env`` and of ``os.environ``, with what a number is unless it is set."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            of, reader, first = ast.unparse(node.func.value), node.func.attr, node.args[0]
            is_ours = of == "env" and reader in READERS
            is_theirs = of == "os.environ" and reader in {"get", "setdefault"}
            if (is_ours or is_theirs) and isinstance(first, ast.Constant):
                default = _number(node.args[1]) if reader == "number" and len(node.args) > 1 else None
                yield Setting(str(first.value), reader if is_ours else "", default)
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            yield Setting(ast.literal_eval(node.slice), "")


def _number(node: ast.expr) -> int | None:
    """``30 * 60`` as well; None for one that depends on something."""
    if any(isinstance(part, ast.Name) for part in ast.walk(node)):
        return None
    return int(eval(ast.unparse(node), {}))


@cache
def table() -> list[str]:
    """The table's first cells."""
    text = (ROOT / "README.md").read_text().partition("| setting | |\n")[2].partition("\n\n")[0]
    return [line.split(" | ")[0] for line in text.splitlines()[1:]]


def named() -> set[str]:
    return {name for cell in table() for name in re.findall(r"`([A-Z][A-Z0-9_]+)`", cell)}


def secrets() -> set[str]:
    return {setting.name for setting in read() if setting.reader in FROM_FILES}


def in_files() -> set[str]:
    """What the row of the files lists, which has them in its second cell."""
    row = re.search(r"^\| `…_FILE` \|(.*)$", (ROOT / "README.md").read_text(), re.MULTILINE)
    return set(re.findall(r"`([A-Z][A-Z0-9_]+)_FILE`", row[1])) if row else set()


def test_each_setting_that_the_code_reads_stands_in_the_table() -> None:
    names = {setting.name for setting in read()} - NO_SETTINGS - {f"{name}_FILE" for name in secrets()}

    assert {"SECRET_KEY", "KREISLAUF_MINIMUM_WAGE_CENTS", "GRANIAN_BLOCKING_THREADS"} <= names
    assert sorted(names - named()) == []


def test_each_setting_of_the_table_is_read() -> None:
    names = {setting.name for setting in read()} | {f"{name}_FILE" for name in secrets()}

    assert sorted(named() - names) == []


def test_a_number_s_default_stands_behind_its_name() -> None:
    cells = " ".join(table())
    numbers = {setting.name: setting.default for setting in read() if setting.default is not None}

    assert numbers["KREISLAUF_GRACE_DAYS"] == 30
    assert [f"{name} ({default})" for name, default in numbers.items() if f"`{name}` ({default}" not in cells] == []


def test_each_secret_that_may_stand_in_a_file_is_named() -> None:
    assert sorted(secrets() ^ in_files()) == []
