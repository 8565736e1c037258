"""What never leaves with an archive. Tables that it leaves out and columns that are no secret, the rooms declare."""

from __future__ import annotations

from kreislauf.house import declared, rooms

# Made anew with the schema itself, by the code that reads the archive.
OF_THE_CODE = frozenset({"django_migrations", "django_content_type", "auth_permission"})

# Django takes what begins with ! for no password at all.
NO_PASSWORD = "!archiv"  # noqa: S105
# The column's values are replaced by a word.
COLUMNS = {("accounts_user", "password"): NO_PASSWORD}


def left_out_tables() -> dict[str, str]:
    """No row of these is written; each with what it holds."""
    return declared("left_out")


def written_by_triggers() -> frozenset[str]:
    """An archive has their rows for those who read it; an import has them from the rows that they follow from."""
    return frozenset(table for room in rooms() for table in room.written_by_triggers)
