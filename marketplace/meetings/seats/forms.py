"""What somebody says of themselves who wants to come."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.form_key import FormKeyField
from kreislauf.forms.form_stamp import Stamped
from kreislauf.forms.text_fields import AddressField, LineField, PhoneField, no_web_address
from marketplace.meetings.models import Meeting, RecordingPolicy
from marketplace.meetings.seats.register import Guest

AGREE = {
    RecordingPolicy.STAGE: _("Ich weiß, dass das Podium aufgezeichnet wird, und bin einverstanden."),
    RecordingPolicy.ALL: _("Ich bin einverstanden, dass der Termin mit Bild und Ton aufgezeichnet wird, auch ich."),
}


def agree_field(meeting: Meeting) -> forms.BooleanField:
    """§ 201 StGB: nobody is recorded who has not agreed."""
    error = {"required": _("Der Termin wird aufgezeichnet. Ohne Ihr Einverständnis geht es leider nicht.")}
    return forms.BooleanField(label=AGREE[RecordingPolicy(meeting.recording_policy)], error_messages=error)


class RegisterForm(Stamped):
    """``webseite`` is a trap that people do not see."""

    name = LineField(
        label=_("Ihr Name"),
        max_length=120,
        validators=[no_web_address],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = AddressField(
        label=_("Ihre E-Mail-Adresse"),
        help_text=_("Sie bestätigen sie mit einem Klick. Dorthin kommen Ihr Zugang und Erinnerungen, sonst nichts."),
    )
    organisation = LineField(
        label=_("Betrieb oder Einrichtung"),
        max_length=120,
        required=False,
        validators=[no_web_address],
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    certificate_wanted = forms.BooleanField(label=_("Ich brauche eine Teilnahmebescheinigung"), required=False)
    key = FormKeyField("registration")
    webseite = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not meeting.certificate:
            del self.fields["certificate_wanted"]
        if meeting.recording_policy != RecordingPolicy.NONE:
            self.fields["agrees"] = agree_field(meeting)

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("webseite")) and "trap" in settings.SPAM_CHECKS

    def guest(self, *, locale: str) -> Guest:
        data = self.cleaned_data
        return Guest(
            name=data["name"],
            email=data["email"],
            organisation=data["organisation"],
            locale=locale,
            agrees=data.get("agrees", False),
            certificate_wanted=data.get("certificate_wanted", False),
        )


class DoorForm(forms.Form):
    """Before somebody enters the room of a meeting that is recorded."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if meeting.recording_policy != RecordingPolicy.NONE:
            self.fields["agrees"] = agree_field(meeting)


class PhoneRegisterForm(forms.Form):
    """The host enters somebody who called. Without a mail address letters cannot reach them, so a number is needed."""

    name = LineField(label=_("Name"), max_length=120, validators=[no_web_address])
    phone = PhoneField(label=_("Telefon"), required=False)
    email = AddressField(label=_("E-Mail-Adresse"), required=False)
    organisation = LineField(label=_("Betrieb oder Einrichtung"), max_length=120, required=False)
    key = FormKeyField("registration by phone")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if meeting.recording_policy != RecordingPolicy.NONE:
            self.fields["agrees"] = forms.BooleanField(label=_("Weiß, dass aufgezeichnet wird, und ist einverstanden"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not data.get("phone") and not data.get("email"):
            self.add_error("phone", _("Bitte eine Telefonnummer oder eine E-Mail-Adresse, damit Sie absagen können."))
        return data
