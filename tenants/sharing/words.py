"""Who may show something, in the words of those who decide it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.shareable import ALL, BELOW, PARTNERS

AUDIENCES = [
    ("", _("niemand sonst")),
    (BELOW, _("die Orte unter uns")),
    (PARTNERS, _("unsere Nachbarn und die Orte unter uns")),
    (ALL, _("alle Regionen")),
]
