"""What a log shows beside an action, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

TEXTS = ("person", "file", "filter", "reason", "before", "error", "device")


def detail_in_words(detail: Mapping[str, Any]) -> str:
    """Reasons, what changed, with what and how often; numbers that only programs need are left out."""
    found = [str(detail[name]) for name in TEXTS if detail.get(name)]
    return " · ".join([*found, *_about_accounts(detail)])


def _about_accounts(detail: Mapping[str, Any]) -> list[str]:
    found = []
    if rights := _rights().get(detail.get("rights", "")):
        found.append(rights)
    if factor := _factors().get(detail.get("factor", "")):
        found.append(factor)
    if "rows" in detail:
        found.append(ngettext("%(n)s Zeile", "%(n)s Zeilen", detail["rows"]) % {"n": detail["rows"]})
    if tries := detail.get("tries"):
        text = ngettext("%(n)s Versuch in einer Viertelstunde", "%(n)s Versuche in einer Viertelstunde", tries)
        found.append(text % {"n": tries})
    if "codes_left" in detail:
        left = detail["codes_left"]
        found.append(ngettext("noch %(n)s Code übrig", "noch %(n)s Codes übrig", left) % {"n": left})
    if sessions := detail.get("sessions"):
        found.append(ngettext("%(n)s Gerät", "%(n)s Geräte", sessions) % {"n": sessions})
    if detail.get("new_address"):
        found.append(f"{detail.get('old_address', '')} → {detail['new_address']}")
    return found


def _rights() -> dict[str, str]:
    return {"everything": _("darf alles"), "till": _("darf kassieren")}


def _factors() -> dict[str, str]:
    return {"passkey": _("Passkey"), "app": _("App mit Codes"), "recovery": _("Notfallcode")}
