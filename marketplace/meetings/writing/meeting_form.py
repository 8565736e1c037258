"""The whole form of a meeting: its words, and when, where and for whom it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.form_key import FormKeyField
from kreislauf.forms.layout import DayField, Group
from kreislauf.forms.optimistic_lock import OptimisticLock
from kreislauf.forms.text_fields import LineField, PhoneField, PostcodeField, WebAddressField
from marketplace.meetings.models import Kind, RecordingPolicy, RegistrationRule, RoomKind, Shares
from marketplace.meetings.repeat import MOST, Repeat
from marketplace.meetings.rooms.kinds import needs_link
from marketplace.meetings.writing.facts_of_form import facts_from
from marketplace.meetings.writing.forms import PEOPLE, PICTURE, WORDS, TextsForm
from marketplace.meetings.writing.time_fields import ClockField, moment

WHEN = Group(_("Wann?"), (("day", "begins", "ends"), "last_day", ("repeat", "times")))
WHERE = Group(_("Wo?"), ("kind", "place_name", "street", ("postcode", "town")))
ROOM = Group(
    _("Online-Raum"),
    ("room_kind", "room_url", ("dial_in", "dial_in_pin")),
    _("Die Adresse steht auf keiner Seite und in keiner E-Mail. Nur wer angemeldet ist, kommt hinein."),
)
COMING = Group(
    _("Anmeldung"),
    ("registration", "capacity", ("opens_on", "closes_on"), "members_first_on", ("minimum", "decide_on")),
)
THERE = Group(_("Fragen und Aufzeichnung"), ("questions_open_on", "recording_policy", "certificate"))
SHARING = Group(_("Nachbarregionen"), ("audience",))


class MeetingForm(TextsForm):
    """All of a meeting that stands already."""

    groups = (WORDS, WHEN, WHERE, ROOM, COMING, THERE, PEOPLE, PICTURE, SHARING)

    day = DayField(label=_("Tag"))
    begins = ClockField(label=_("Beginn"))
    ends = ClockField(label=_("Ende"))
    last_day = DayField(label=_("Letzter Tag"), required=False, help_text=_("Nur bei mehreren Tagen."))
    kind = forms.ChoiceField(label=_("Art"), choices=Kind.choices)
    place_name = LineField(
        label=_("Name des Ortes"), max_length=120, required=False, help_text=_("Zum Beispiel: Haus der Wirtschaft.")
    )
    street = LineField(label=_("Straße und Hausnummer"), max_length=120, required=False)
    postcode = PostcodeField(label=_("Postleitzahl"), required=False)
    town = LineField(label=_("Ort"), max_length=80, required=False)
    room_kind = forms.ChoiceField(label=_("Raum"), choices=RoomKind.choices, required=False)
    room_url = WebAddressField(label=_("Adresse des Raums"), max_length=500, required=False)
    dial_in = PhoneField(label=_("Telefonnummer zur Einwahl"), required=False)
    dial_in_pin = LineField(label=_("PIN"), max_length=20, required=False)
    registration = forms.ChoiceField(label=_("Anmeldung"), choices=RegistrationRule.choices)
    capacity = forms.IntegerField(
        label=_("Plätze"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Leer heißt: so viele, wie kommen. Ist alles voll, gibt es eine Warteliste."),
    )
    opens_on = DayField(label=_("Anmeldung ab"), required=False)
    closes_on = DayField(label=_("Anmeldung bis"), required=False)
    members_first_on = DayField(
        label=_("Zuerst nur Mitglieder, bis"), required=False, help_text=_("Danach sind Gäste willkommen.")
    )
    minimum = forms.IntegerField(label=_("Findet statt ab so vielen"), required=False, min_value=2, max_value=10_000)
    decide_on = DayField(label=_("Entscheidung am"), required=False)
    questions_open_on = DayField(
        label=_("Fragen vorab, ab"), required=False, help_text=_("Leer heißt: Es werden keine Fragen gesammelt.")
    )
    recording_policy = forms.ChoiceField(label=_("Aufzeichnung"), choices=RecordingPolicy.choices)
    certificate = forms.BooleanField(label=_("Wer teilnimmt, kann eine Bescheinigung bekommen"), required=False)
    audience = forms.ChoiceField(
        label=_("Wer darf den Termin auch bei sich zeigen?"), choices=Shares.choices, required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self._take_times(data)
        self._check_place(data)
        self._check_room(data)
        if data.get("minimum") and not data.get("decide_on"):
            self.add_error("decide_on", _("Bis wann entscheidet es sich, ob der Termin stattfindet?"))
        return data

    def _take_times(self, data: dict[str, Any]) -> None:
        if not all(data.get(name) is not None for name in ("day", "begins", "ends")):
            return
        try:
            data["starts_at"] = moment(data["day"], data["begins"])
            data["ends_at"] = moment(data.get("last_day") or data["day"], data["ends"])
        except ValidationError as refusal:
            self.add_error("begins", refusal)
            return
        if data["ends_at"] <= data["starts_at"]:
            self.add_error("ends", _("Das Ende liegt nicht nach dem Beginn."))
        if data["ends_at"] <= timezone.now():
            self.add_error("day", _("Dieser Tag ist vorbei."))

    def _check_place(self, data: dict[str, Any]) -> None:
        if data.get("kind") in (Kind.ONSITE, Kind.HYBRID):
            for name, text in (("street", _("Bitte die Anschrift.")), ("town", _("In welchem Ort?"))):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, text)

    def _check_room(self, data: dict[str, Any]) -> None:
        if data.get("kind") == Kind.ONSITE:
            data["room_kind"] = RoomKind.NONE
        if needs_link(data.get("room_kind", "")) and not data.get("room_url") and "room_url" not in self.errors:
            self.add_error("room_url", _("Wohin führt der Link?"))
        if data.get("room_kind") == RoomKind.PHONE and not data.get("dial_in") and "dial_in" not in self.errors:
            self.add_error("dial_in", _("Unter welcher Nummer nimmt man teil?"))

    def facts(self) -> dict[str, Any]:
        """The cleaned values under the names of ``FACTS``."""
        return facts_from(self.cleaned_data)


class NewMeetingForm(MeetingForm):
    """One meeting, or a series of them."""

    repeat = forms.ChoiceField(label=_("Wiederholung"), choices=Repeat.choices, required=False)
    times = forms.IntegerField(label=_("Wie oft?"), required=False, min_value=2, max_value=MOST)
    key = FormKeyField("meeting")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("repeat") and not data.get("times") and "times" not in self.errors:
            self.add_error("times", _("Wie oft soll es den Termin geben?"))
        return data


class EditForm(OptimisticLock, MeetingForm):
    """Of a series, also all that follow."""

    all_following = forms.BooleanField(label=_("Auch für alle folgenden Termine der Reihe"), required=False)

    def __init__(self, *args: Any, in_series: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not in_series:
            del self.fields["all_following"]
