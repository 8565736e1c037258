"""Times as people type them, and the moments that they mean."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.german import midnight

DAY = timedelta(days=1)


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class ClockField(forms.TimeField):
    """A time on the clock, to the minute."""

    widget = ClockInput
    default_error_messages = {"invalid": gettext_lazy("Bitte eine Uhrzeit wie 18:30.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H"], **kwargs)


def moment(day: date, clock: time) -> datetime:
    """When it is this time on that day in Germany. Refuses the hour that a spring night leaves out."""
    made = timezone.make_aware(datetime.combine(day, clock))
    if timezone.localtime(made.astimezone(timezone.get_fixed_timezone(0))).time() != clock:
        raise ValidationError(_("Diese Uhrzeit gibt es an dem Tag nicht: Die Uhr wird vorgestellt."))
    return made


def begin_of(day: date | None) -> datetime | None:
    return midnight(day) if day else None


def end_of(day: date | None) -> datetime | None:
    """The last moment that still counts as „bis zu diesem Tag“."""
    return midnight(day + DAY) - timedelta(seconds=1) if day else None


def day_of(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None
