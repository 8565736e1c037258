"""Which constraint of the database refused a row."""

from __future__ import annotations

import re

from django.db import IntegrityError

SHARD = re.compile(r"_\d{6,}$")  # Citus puts its shard's number behind each name; they begin at 102008
NAMED = re.compile(r'constraint ["»](\w+)', re.IGNORECASE)  # in a server's English or German


def broken_constraint(error: IntegrityError) -> str:
    """The constraint's name as the migrations gave it; empty if the database named none.

    Citus passes on what one of its servers said, but not the field with the name.
    """
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    if not name and (said := NAMED.search(getattr(diagnosis, "message_primary", None) or "")):
        name = said.group(1)
    return SHARD.sub("", name or "")
