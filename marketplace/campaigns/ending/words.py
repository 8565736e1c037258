"""The words of the log for how campaigns end."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LOG_WORDS = {
    "campaign.called": _("Um Bezahlung der Zusagen gebeten"),
    "campaign.succeeded": _("Kampagne mit Erfolg zu Ende"),
    "campaign.failed": _("Kampagne ohne Erfolg zu Ende"),
    "campaign.settled": _("Kampagne abgerechnet"),
    "campaign.extended": _("Kampagne verlängert"),
    "campaign.stopped": _("Kampagne angehalten"),
    "campaign.resumed": _("Angehaltene Kampagne fortgesetzt"),
    "campaign.withdrawn": _("Kampagne zurückgezogen"),
}
