"""The amtlicher Regionalschlüssel: twelve digits that say which administration somebody is.

Land 2 · Regierungsbezirk 1 · Kreis 2 · Verband 4 · Gemeinde 3 (Statistisches Bundesamt).
"""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kreislauf.plain_text import plain_number
from tenants.models import Kind

LAENDER = {
    "01": "Schleswig-Holstein",
    "02": "Hamburg",
    "03": "Niedersachsen",
    "04": "Bremen",
    "05": "Nordrhein-Westfalen",
    "06": "Hessen",
    "07": "Rheinland-Pfalz",
    "08": "Baden-Württemberg",
    "09": "Bayern",
    "10": "Saarland",
    "11": "Berlin",
    "12": "Brandenburg",
    "13": "Mecklenburg-Vorpommern",
    "14": "Sachsen",
    "15": "Sachsen-Anhalt",
    "16": "Thüringen",
}


class NotAnArs(ValueError):
    """These digits are no Regionalschlüssel, or not one of this kind of administration; ``sentence`` says why."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def parse_ars(text: str, *, kind: str) -> str:
    """``01 0 59 0000 000`` → ``010590000000``. Refuses with ``NotAnArs``."""
    digits = re.sub(r"[\s./-]", "", plain_number(text))
    if not digits.isascii() or not digits.isdigit():
        raise NotAnArs(_("Der Regionalschlüssel besteht aus Ziffern, zum Beispiel 010590000000."))
    if len(digits) == 8:
        raise NotAnArs(_("Das sind 8 Ziffern, also der Gemeindeschlüssel (AGS). Der Regionalschlüssel hat 12."))
    if meant := _meant(digits, kind):
        raise NotAnArs(_("Der Regionalschlüssel hat 12 Ziffern. Meinen Sie %(ars)s?") % {"ars": meant})
    if len(digits) != 12:
        raise NotAnArs(_("Der Regionalschlüssel hat 12 Ziffern, hier sind es %(count)s.") % {"count": len(digits)})
    if digits[:2] not in LAENDER:
        raise NotAnArs(
            _("Die ersten beiden Ziffern nennen das Land, 01 bis 16. „%(land)s“ gibt es nicht.") % {"land": digits[:2]}
        )
    _check_kind(digits, kind)
    return digits


def land_of(ars: str) -> str:
    return LAENDER.get(ars[:2], "")


def _meant(digits: str, kind: str) -> str:
    """The whole key: a spreadsheet has dropped its first zero, or a Kreis is known by its first five digits."""
    whole = {11: f"0{digits}", 5: f"{digits}0000000", 4: f"0{digits}0000000"}.get(len(digits), "")
    try:
        return parse_ars(whole, kind=kind) if whole else ""
    except NotAnArs:
        return ""


def _check_kind(digits: str, kind: str) -> None:
    district, union, municipality = digits[3:5], digits[5:9], digits[9:]
    if kind in (Kind.KREIS, Kind.KREISFREIE_STADT) and (district == "00" or union + municipality != "0000000"):
        # The city states are one with their Land: Hamburg is 020000000000, Berlin 110000000000.
        if digits[:2] in ("02", "11") and digits[2:] == "0000000000":
            return
        raise NotAnArs(
            _("Bei einem Kreis oder einer kreisfreien Stadt sind die letzten 7 Ziffern Nullen und die davor keine.")
        )
    if kind in (Kind.STADT, Kind.GEMEINDE) and municipality == "000":
        raise NotAnArs(_("Die letzten drei Ziffern nennen die Gemeinde. „000“ steht für einen Kreis oder ein Amt."))
    if kind == Kind.AMT and (union == "0000" or municipality != "000"):
        raise NotAnArs(_("Bei einem Amt stehen an den Stellen 6 bis 9 seine Ziffern und am Ende drei Nullen."))
