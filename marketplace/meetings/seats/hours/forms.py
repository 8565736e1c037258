"""When somebody advises."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.form_key import FormKeyField
from kreislauf.forms.layout import DayField, Group, Grouped
from kreislauf.forms.text_fields import WebAddressField
from marketplace.advice.models import Adviser, Advisers
from marketplace.meetings.seats.hours.offer import MOST, Hours, TooMany
from marketplace.meetings.writing.time_fields import ClockField

MINUTES = (10, 15, 20, 30, 45, 60)
WHERE = (("onsite", _("Vor Ort, beim Partner")), ("phone", _("Am Telefon")), ("online", _("Online")))


class HoursForm(Grouped, forms.Form):
    groups = (
        Group(_("Wer?"), ("adviser",)),
        Group(_("Wann?"), (("day", "begins", "ends"), ("minutes", "weeks"))),
        Group(_("Wo?"), ("where", "room_url")),
    )
    adviser: Any = forms.ModelChoiceField(label=_("Ansprechperson"), queryset=Adviser.objects.none())
    day = DayField(label=_("Tag"))
    begins = ClockField(label=_("Von"))
    ends = ClockField(label=_("Bis"))
    minutes = forms.TypedChoiceField(
        label=_("Dauer eines Gesprächs"),
        coerce=int,
        choices=[(n, _("%(n)s Minuten") % {"n": n}) for n in MINUTES],
        initial=30,
    )
    weeks = forms.IntegerField(
        label=_("Wie viele Wochen?"), min_value=1, max_value=12, initial=1, help_text=_("Am selben Wochentag.")
    )
    where = forms.ChoiceField(label=_("Wo?"), choices=WHERE)
    room_url = WebAddressField(
        label=_("Adresse des Raums"), max_length=500, required=False, help_text=_("Nur für „Online“.")
    )
    key = FormKeyField("consultation hours")

    def __init__(self, *args: Any, advisers: Advisers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adviser"].queryset = advisers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        adviser, where, link = data["adviser"], data["where"], data["room_url"]
        self._check_times()
        if where == "phone" and not adviser.phone:
            self.add_error("where", _("Bei dieser Ansprechperson steht keine Telefonnummer."))
        if where == "onsite" and not adviser.body.street:
            self.add_error("where", _("Bei diesem Partner steht keine Anschrift."))
        if where == "online" and not link:
            self.add_error("room_url", _("Wohin führt der Link?"))
        return data

    def _check_times(self) -> None:
        try:
            if self.hours().times()[0] <= timezone.now():
                self.add_error("day", _("Dieser Zeitpunkt ist vorbei."))
        except TooMany:
            self.add_error("ends", _("Es muss mindestens ein Gespräch werden, und höchstens %(n)s.") % {"n": MOST})
        except ValidationError as refusal:
            self.add_error("begins", refusal)

    def hours(self) -> Hours:
        names = ("day", "begins", "ends", "minutes", "weeks", "where", "room_url")
        return Hours(**{name: self.cleaned_data[name] for name in names})
