"""What people agree to, word by word. A row names the version that it was given for: old ones stay here for ever."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Text

TEXT_VERSION = "2026-11"
TEXTS: Mapping[str, Text] = {
    "2026-11": _(
        "Ich möchte an diese Adresse E-Mails über neue Einträge bekommen, die zu meiner Suche passen, höchstens eine "
        "am Tag. Das endet nach zwölf Monaten von selbst, und ich kann es jederzeit mit einem Klick in jeder E-Mail "
        "beenden."
    ),
}
