"""Live numbers for paper and press. A number below five is not named: in a village it is somebody."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from marketplace.listings.models import Kind, Listing, Side

LEAST = 5


class KindFigure(NamedTuple):
    kind: Kind
    number: int


def open_by_kind() -> list[KindFigure]:
    """How many are open of each kind, those not on show, too; only from five on."""
    numbers = dict(Listing.objects.open_now().order_by().values_list("kind").annotate(number=Count("pk")))
    return [KindFigure(kind, number) for kind in Kind.objects.on() if (number := numbers.get(kind.pk, 0)) >= LEAST]


def open_in_all() -> int:
    """Public listings; 0 where there are fewer than five."""
    number = Listing.objects.public().count()
    return number if number >= LEAST else 0


def help_sentence() -> str:
    """How many look for help and how many offer it; empty where neither may be named."""
    hidden = [one for one in open_by_kind() if not one.kind.is_on_show]
    wanted = sum(one.number for one in hidden if one.kind.side == Side.WANTED)
    offered = sum(one.number for one in hidden if one.kind.side == Side.OFFER)
    if wanted and offered:
        text = _("Gerade suchen %(wanted)s Menschen Hilfe, und %(offered)s bieten sie an.")
    elif wanted:
        text = _("Gerade suchen %(wanted)s Menschen Hilfe.")
    else:
        text = _("Gerade bieten %(offered)s Menschen Hilfe an.") if offered else ""
    return text % {"wanted": grouped(wanted), "offered": grouped(offered)}


def grouped(number: int) -> str:
    return str(number_format(number, force_grouping=True))
