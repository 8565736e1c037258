"""Who is open at a moment, asked of the database; ``Business.is_open`` says the same of one."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from kreislauf.public_holidays import is_public_holiday, land_of
from kreislauf.regions import current_region
from marketplace.businesses import hours


class OpenAt(Func):
    """Whether opening hours (JSON) hold a moment; the path stands between the two arguments."""

    function = "jsonb_path_exists"
    arg_joiner = f", '{hours.OPEN_PATH}'::jsonpath, "
    output_field = models.BooleanField()


def known_open(moment: datetime) -> Q:
    """Open by their usual hours: not those with changed hours, nor on a public holiday unless they say so."""
    today = timezone.localdate(moment)
    usual, holiday = hours.variables(moment), hours.variables(moment, closed=is_holiday_here)
    found = _holding(usual)
    if holiday != usual:
        found &= Q(open_on_holidays=True) | _holding(holiday)
    return found & (Q(changed_hours="") | Q(changed_hours_until__lt=today))


def is_holiday_here(day: date) -> bool:
    """Whether the whole Land of the current region has a public holiday."""
    return is_public_holiday(day, land_of(current_region().ars))


def _holding(variables: dict[str, int | str]) -> Q:
    return Q(OpenAt(F("hours"), Value(variables, output_field=models.JSONField())))
