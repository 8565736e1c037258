"""Load rows of a table that name other rows of it, in any order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

KEYS = """
SELECT format('ALTER TABLE %%I.%%I DROP CONSTRAINT %%I', n.nspname, t.relname, k.conname),
  format('ALTER TABLE %%I.%%I ADD CONSTRAINT %%I %%s', n.nspname, t.relname, k.conname, pg_get_constraintdef(k.oid))
FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE n.nspname = %s AND k.contype = 'f' AND k.confrelid = k.conrelid AND NOT k.condeferrable ORDER BY k.oid"""


@contextmanager
def self_references_last(cursor: Any, schema: str) -> Iterator[None]:
    """Foreign keys of a table to itself are checked when the rows are there: deferred, or else made again after them.

    Within a transaction. The key is refused as it would be at the row.
    """
    cursor.execute(KEYS, [schema])
    keys = cursor.fetchall()
    for drop, _add in keys:
        cursor.execute(drop)
    yield
    for _drop, add in keys:
        cursor.execute(add)
