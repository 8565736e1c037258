from __future__ import annotations

import pytest

from tenants.engine.statements import statements_of


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("SELECT 1", ["SELECT 1"]),
        ("SELECT 1;\nSELECT 2;\n", ["SELECT 1", "SELECT 2"]),
        (" ; ;; ", []),
        ("-- nothing; here\n", []),
        ("/* nothing; here */;SELECT 1", ["SELECT 1"]),
        ("-- a remark; before\nSELECT 1", ["-- a remark; before\nSELECT 1"]),
        ("SELECT ';'; SELECT 'it''s;'; SELECT ';--'", ["SELECT ';'", "SELECT 'it''s;'", "SELECT ';--'"]),
        (r"SELECT E'\';'; SELECT 'some\'; SELECT 3", [r"SELECT E'\';'", r"SELECT 'some\'", "SELECT 3"]),
        ('SELECT ";" FROM "a"";"; SELECT 2', ['SELECT ";" FROM "a"";"', "SELECT 2"]),
        ("SELECT name';' ; SELECT 2", ["SELECT name';'", "SELECT 2"]),
        (
            "CREATE FUNCTION f() AS $$ BEGIN; END; $$; CREATE FUNCTION g() AS $b$ $$;$$ $b$;",
            ["CREATE FUNCTION f() AS $$ BEGIN; END; $$", "CREATE FUNCTION g() AS $b$ $$;$$ $b$"],
        ),
        ("SELECT $1; SELECT a$b;c$b FROM t", ["SELECT $1", "SELECT a$b", "c$b FROM t"]),
    ],
)
def test_a_text_is_split_where_its_statements_end(text: str, statements: list[str]) -> None:
    assert statements_of(text) == statements
