"""A paragraph for the Amtsblatt and the local paper, ready to print: plain German with the quarter's numbers."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.listings.print.figures import LEAST, grouped, help_sentence, open_in_all
from marketplace.listings.print.frame import Frame
from marketplace.listings.print.quarter import Quarter, QuarterFigures, shown_total
from tenants.branding.on_paper import german, short_address

_QUARTERS = ("ersten", "zweiten", "dritten", "vierten")


def press_text(quarter: Quarter, *, frame: Frame | None = None) -> str:
    """A headline, a blank line, and one paragraph. A number below five is left out with its sentence."""
    with german():
        frame = frame or Frame()
        figures = QuarterFigures(quarter)
        headline = _("Was in %(place)s gesucht und verschenkt wird") % {"place": frame.site.place}
        sentences = [*_of_quarter(figures), *_of_today(), _where(frame)]
        return f"{headline}\n\n{' '.join(one for one in sentences if one)}"


def _of_quarter(figures: QuarterFigures) -> list[str]:
    quarter = figures.quarter
    when = _("Im %(number)s Quartal %(year)s") % {"number": _QUARTERS[quarter.number - 1], "year": quarter.year}
    new, here = ([getattr(row, name) for row in figures.kinds] for name in ("new", "here"))
    return [
        _("%(when)s sind in der Börse %(number)s neue Anzeigen erschienen.")
        % {"when": when, "number": shown_total(new)}
        if sum(new) >= LEAST
        else _("In der Börse stehen Angebote und Gesuche aus der Nachbarschaft."),
        _("Dabei fand hier %(number)s Mal jemand, was er suchte.") % {"number": shown_total(here)}
        if sum(here) >= LEAST
        else "",
        _("%(number)s Mal halfen sich Nachbarn: beim Einkaufen, auf Wegen, im Garten.")
        % {"number": grouped(figures.helped)}
        if figures.helped >= LEAST
        else "",
    ]


def _of_today() -> list[str]:
    number = open_in_all()
    text = ngettext("Zurzeit steht dort %(n)s Anzeige.", "Zurzeit stehen dort %(n)s Anzeigen.", number)
    return [text % {"n": grouped(number)} if number else "", help_sentence()]


def _where(frame: Frame) -> str:
    address = short_address(frame.address())
    free = _("Eine Anzeige kostet nichts und braucht kein Konto: %(address)s.") % {"address": address}
    if not frame.phone:
        return free
    return f"{free} {_('Wer kein Internet hat, ruft an: %(phone)s.') % {'phone': frame.phone}}"
