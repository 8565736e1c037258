"""Give a schema another name, with everything inside that knows the old one."""

from __future__ import annotations

from typing import Any

from psycopg import sql


def rename_schema(cursor: Any, old: str, new: str) -> None:
    """On the owner's connection, inside of a transaction. Roles keep their names and their rights."""
    cursor.execute(sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new)))
    # Functions keep texts, not references: the path that they run with, and their bodies.
    cursor.execute(
        "SELECT text FROM (SELECT pg_get_functiondef(p.oid) AS text FROM pg_proc p"
        " WHERE p.pronamespace = %s::regnamespace AND p.prokind IN ('f', 'p')) functions WHERE strpos(text, %s) > 0",
        [new, old],
    )
    for (text,) in cursor.fetchall():
        cursor.execute(text.replace(old, new))
