"""The words of the log for what is typed in from paper. No name stands there: the log is kept for ever."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LOG_WORDS = {
    "paper.entered": _("Von der Liste auf Papier eingetragen"),
    "paper.confirmed": _("Eintrag von der Liste bestätigt"),
    "paper.paid": _("Bar bezahlt"),
    "paper.struck": _("Eintrag von der Liste gestrichen"),
}
LOG_KINDS = {"paper.": _("Unterstützung auf Papier")}
