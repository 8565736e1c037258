"""Job listings: what they say beside the text, and what the law asks of them.

Sources: § 11 with §§ 1, 7 AGG (neutral advertisements), MiLoG § 1 (minimum wage), Directive (EU) 2023/970 (pay range).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.euro_field import EuroField
from kreislauf.forms.text_fields import LineField
from kreislauf.money import format_euro

SUFFIX = "(m/w/d)"
_HAS_SUFFIX = re.compile(r"\(\s*[mwdx](?:\s*/\s*[mwdx]){1,3}\s*\)", re.IGNORECASE)
# Words that hint at age, origin or health. A hint before sending, never a refusal.
_HINTS: Mapping[str, str | Promise] = {
    r"\bjunge?[nrs]?\b|\bdynamisch\w*": _("„jung“ und „dynamisch“ klingen nach einer Altersgrenze."),
    r"\bmuttersprach\w*": _(
        "„Muttersprache“ schließt nach Herkunft aus. Schreiben Sie „sehr gutes Deutsch“, wenn es das braucht."
    ),
    r"\bbelastbar\w*": _("„belastbar“ kann Menschen mit Behinderung abschrecken. Nennen Sie, was zu tun ist."),
    r"\brentner\w*|\bstudent(?!\w)|\bhausfrau\w*": _("Eine Gruppe zu nennen, schließt alle anderen aus."),
}
_MONTHS, _DAYS, _WEEKS_A_MONTH = 12, 5, 4.33


class Unit:
    HOUR, MONTH, YEAR = "hour", "month", "year"


UNITS = ((Unit.HOUR, _("in der Stunde")), (Unit.MONTH, _("im Monat")), (Unit.YEAR, _("im Jahr")))

JOB_FIELDS: Mapping[str, Callable[[], forms.Field]] = {
    "hours": lambda: LineField(
        label=_("Umfang"), max_length=60, help_text=_("Zum Beispiel: 20 Stunden in der Woche, vormittags.")
    ),
    "contract": lambda: forms.ChoiceField(
        label=_("Vertrag"),
        choices=[
            ("unlimited", _("unbefristet")),
            ("limited", _("befristet")),
            ("mini", _("Minijob")),
            ("apprentice", _("Ausbildung")),
            ("internship", _("Praktikum")),
        ],
    ),
    "start": lambda: LineField(label=_("Beginn"), max_length=60, required=False),
    "salary_from": lambda: EuroField(
        label=_("Lohn von"),
        required=False,
        min_cents=1,
        help_text=_("Anzeigen mit einer Spanne bekommen mehr Antworten; sie ist bald Pflicht."),
    ),
    "salary_to": lambda: EuroField(label=_("Lohn bis"), required=False, min_cents=1),
    "salary_unit": lambda: forms.ChoiceField(label=_("Je"), choices=UNITS, required=False),
    "remote": lambda: forms.BooleanField(label=_("Ganz oder teilweise von zu Hause"), required=False),
    "how_to_apply": lambda: LineField(
        label=_("So bewirbt man sich"),
        max_length=200,
        required=False,
        help_text=_("Ohne Angabe schreiben Interessierte Ihnen über diese Seite."),
    ),
}


def add_suffix(title: str) -> str:
    """``Bäcker`` → ``Bäcker (m/w/d)``; a title that says so already stays."""
    if not title or _HAS_SUFFIX.search(title):
        return title
    return f"{title[: 80 - len(SUFFIX) - 1].rstrip()} {SUFFIX}"


def wording_hints(text: str) -> list[str]:
    """What somebody may want to say otherwise (§ 11 AGG)."""
    return [str(hint) for pattern, hint in _HINTS.items() if re.search(pattern, text, re.IGNORECASE)]


def job_mistakes(data: Mapping[str, Any]) -> dict[str, str]:
    """Field → sentence. An hour is never paid below the minimum wage of the settings, in cents."""
    low, high = data.get("salary_from"), data.get("salary_to")
    if low is None and high is None:
        return {}
    if not data.get("salary_unit"):
        return {"salary_unit": str(_("In der Stunde, im Monat oder im Jahr?"))}
    if low is not None and high is not None and high < low:
        return {"salary_to": str(_("Der höhere Betrag gehört an die zweite Stelle."))}
    least = settings.MINIMUM_WAGE_CENTS
    smaller = min(one for one in (low, high) if one is not None)
    if (
        data["salary_unit"] == Unit.HOUR
        and smaller < least
        and data.get("contract") not in ("apprentice", "internship")
    ):
        sentence = _("Der Mindestlohn ist %(least)s in der Stunde. Darunter dürfen wir keine Stelle zeigen.")
        return {"salary_from" if low is not None else "salary_to": str(sentence % {"least": format_euro(least)})}
    return {}
