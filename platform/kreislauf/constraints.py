"""Which constraint of the database refused a row."""

from __future__ import annotations

import re

from django.db import IntegrityError

SHARD = re.compile(r"_\d{6,}$")  # Citus puts its shard's number behind each name; they begin at 102008


def broken_constraint(error: IntegrityError) -> str:
    """The constraint's name as the migrations gave it; empty if the database named none."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return SHARD.sub("", getattr(diagnosis, "constraint_name", None) or "")
