"""How the office's lists are sorted by texts: as a telephone book does, by an index."""

from __future__ import annotations

from django.db.models import F, Func, TextField


def folded(column: str) -> Func:
    """A column as the database folds it for an order (``businesses_folded``, migration 0009)."""
    return Func(F(column), function="businesses_folded", output_field=TextField())
