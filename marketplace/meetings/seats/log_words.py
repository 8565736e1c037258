"""The words of the log for what happens to registrations. No name stands there: the log is kept for ever."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LOG_WORDS = {
    "registration.confirmed": _("Platz vergeben"),
    "registration.waiting": _("Auf die Warteliste gesetzt"),
    "registration.offered": _("Freien Platz angeboten"),
    "registration.lapsed": _("Angebot eines Platzes abgelaufen"),
    "registration.cancelled": _("Anmeldung gelöst"),
    "registration.joined": _("Raum betreten"),
    "registration.attended": _("Als anwesend vermerkt"),
    "registration.missed": _("Als abwesend vermerkt"),
    "meeting.takes_place": _("Mindestzahl erreicht"),
}
LOG_KINDS = {"registration.": _("Anmeldungen zu Terminen")}
