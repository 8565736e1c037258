"""The flyer of the whole board, from live numbers: A5, or DIN lang for the envelope and the rack."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kreislauf.typesetting import typed
from marketplace.listings.print.figures import grouped, help_sentence, open_by_kind, open_in_all
from marketplace.listings.print.frame import Frame
from tenants.branding.on_paper import german

TEMPLATE = Path(__file__).with_name("flyer.typ")
MOST_KINDS = 4


class Format(StrEnum):
    A5 = "a5"
    LONG = "din-lang"


# Width and height in millimetres, and the picture's tiles across and down.
_SIZES = {Format.A5: (148, 210, 6, 2), Format.LONG: (99, 210, 4, 2)}


def flyer(form: Format, *, frame: Frame | None = None) -> bytes:
    """One page."""
    with german():
        frame = frame or Frame()
        width, height, columns, rows = _SIZES[form]
        data = frame.data(columns=columns, rows=rows) | {
            "title": _("Faltblatt der Börse: %(place)s") % {"place": frame.site.place},
            "width": width,
            "height": height,
            "headline": typed(_("Angebote und Gesuche in %(place)s") % {"place": frame.site.place}, one_line=True),
            "sentences": _sentences(),
            "figures": _figures(),
            "help": help_sentence(),
        }
        data["words"] |= {"scan": _("Alle Anzeigen"), "call": _("Ohne Internet? Rufen Sie an:")}
        return frame.pdf(TEMPLATE, data)


def _sentences() -> list[str]:
    return [
        _("Was einer übrig hat, sucht oft jemand zwei Straßen weiter: Räder, Möbel, Arbeit, eine lange Leiter."),
        _("Eine Anzeige kostet nichts und braucht kein Konto. Wir sehen jede an, bevor sie erscheint."),
        _("Wer Hilfe braucht, ruft an. Wir fragen Menschen in der Nähe, und öffentlich steht davon nichts."),
    ]


def _figures() -> list[dict[str, Any]]:
    """How many there are in all, and the largest kinds."""
    total = open_in_all()
    if not total:
        return []
    kinds = sorted((one for one in open_by_kind() if one.kind.is_on_show), key=lambda one: -one.number)
    rows = [(grouped(total), _("Anzeigen"))]
    rows += [(grouped(one.number), one.kind.name) for one in kinds[:MOST_KINDS] if one.number < total]
    return [{"number": number, "name": typed(name, one_line=True)} for number, name in rows]
