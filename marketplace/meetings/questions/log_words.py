"""What the log calls what hosts do with questions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LOG_WORDS = {
    "question.hidden": _("Frage zu einem Termin ausgeblendet"),
    "question.shown": _("Frage zu einem Termin wieder eingeblendet"),
    "question.answered": _("Frage zu einem Termin schriftlich beantwortet"),
    "question.published": _("Frage zu einem Termin in einen Text von Rat & Hilfe übernommen"),
}
LOG_KINDS = {"question.": _("Fragen zu Terminen")}
