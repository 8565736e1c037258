"""The meetings' place in the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Slice

SLICE = Slice(
    app="marketplace.meetings",
    title=_("Termine"),
    module=_("Veranstaltungen am Ort und online, mit Anmeldung, Warteliste und Kalender."),
    when_off=_("Niemand sieht die Termine, und niemand kann sich anmelden."),
    urls="marketplace.meetings.urls",
    tables={
        "meetings_meeting": "Termine",
        "meetings_registration": "Anmeldungen zu Terminen",
        "meetings_question": "Fragen zu Terminen",
        "meetings_questionvote": "Stimmen zu Fragen, ohne Personen",
    },
    not_secret={
        "meetings_meeting.key": "names the form that was sent; opens nothing",
        "meetings_meeting.series_key": "names the meetings of a series; opens nothing",
        "meetings_registration.key": "names the form that was sent; opens nothing",
    },
)
