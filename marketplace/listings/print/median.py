"""The middle value, computed by the database."""

from __future__ import annotations

from django.db.models import Aggregate, DurationField


class Median(Aggregate):
    """Of durations; None where there is no row."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    name = "Median"
    output_field = DurationField()
