"""Papers and a recording, for those who were there and those who missed it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.forms.layout import DayField, Group, Grouped
from kreislauf.forms.text_fields import LineField, WebAddressField
from kreislauf.web.ask import posted
from marketplace.meetings.afterwards import NotAllowed, TooLong, publish_afterwards
from marketplace.meetings.models import Meeting, RecordingPolicy
from marketplace.meetings.writing.pages import own
from marketplace.meetings.writing.side import Side

PAPERS = range(1, 6)


class AfterForm(Grouped, forms.Form):
    groups = (
        Group(gettext_lazy("Unterlagen"), tuple((f"label_{n}", f"url_{n}") for n in PAPERS)),
        Group(
            gettext_lazy("Aufnahme"),
            ("recording_url", "recording_until"),
            gettext_lazy("Bitte mit Untertiteln, spätestens nach 14 Tagen. Sie verschwindet von selbst."),
        ),
    )
    recording_url = WebAddressField(label=gettext_lazy("Adresse der Aufnahme"), required=False)
    recording_until = DayField(
        label=gettext_lazy("Zu sehen bis"), required=False, help_text=gettext_lazy("Höchstens zwölf Monate.")
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": _initial(meeting), **kwargs})
        for n in PAPERS:
            self.fields |= {
                f"label_{n}": LineField(label=gettext_lazy("Bezeichnung"), max_length=120, required=False),
                f"url_{n}": WebAddressField(label=gettext_lazy("Adresse"), max_length=300, required=False),
            }
        if meeting.recording_policy == RecordingPolicy.NONE:
            del self.fields["recording_url"], self.fields["recording_until"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for n in PAPERS:
            if data.get(f"label_{n}") and not data.get(f"url_{n}") and f"url_{n}" not in self.errors:
                self.add_error(f"url_{n}", _("Wo liegt das Blatt?"))
            if data.get(f"url_{n}") and not data.get(f"label_{n}"):
                self.add_error(f"label_{n}", _("Wie heißt das Blatt?"))
        return data

    def material(self) -> list[dict[str, str]]:
        data = self.cleaned_data
        return [{"label": data[f"label_{n}"], "url": data[f"url_{n}"]} for n in PAPERS if data[f"url_{n}"]]


def _initial(meeting: Meeting) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for n, paper in zip(PAPERS, meeting.material, strict=False):
        values |= {f"label_{n}": paper["label"], f"url_{n}": paper["url"]}
    if meeting.recording:
        until = date.fromisoformat(meeting.recording["expires_on"])
        values |= {"recording_url": meeting.recording["url"], "recording_until": until}
    return values


def after_page(request: HttpRequest, side: Side, pk: int) -> HttpResponse:
    meeting = own(side, pk)
    form = AfterForm(posted(request), meeting=meeting)
    if request.method == "POST" and form.is_valid() and _published(request, meeting, form):
        messages.success(request, _("Gespeichert."))
        return redirect(side.url("meeting", pk))
    context = {"side": side, "meeting": meeting, "form": form}
    return render(request, "meetings/desk/after.html", context, status=422 if request.method == "POST" else 200)


def _published(request: HttpRequest, meeting: Meeting, form: AfterForm) -> bool:
    data = form.cleaned_data
    url, until = data.get("recording_url", ""), data.get("recording_until")
    material, now = form.material(), timezone.now()
    try:
        publish_afterwards(
            meeting, material=material, recording_url=url, recording_until=until, by=request.user, at=now
        )
    except NotAllowed:
        form.add_error(None, _("Den Teilnehmenden wurde gesagt, dass nicht aufgezeichnet wird."))
    except TooLong:
        form.add_error("recording_until", _("Bitte einen Tag von heute an, höchstens zwölf Monate weiter."))
    return form.is_valid()
