"""The words of the log for promises. No name stands there: the log is kept for ever."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LOG_WORDS = {
    "promise.confirmed": _("Zusage bestätigt"),
    "promise.replaced": _("Zusage durch eine neuere ersetzt"),
    "promise.called": _("Um Bezahlung einer Zusage gebeten"),
    "promise.given_up": _("Zusage zurückgenommen"),
    "promise.called_off": _("Zusage hinfällig"),
    "promise.lapsed": _("Zusage verfallen"),
}
LOG_KINDS = {"promise.": _("Zusagen zu Kampagnen")}
