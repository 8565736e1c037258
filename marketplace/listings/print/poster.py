"""The Aushang: a place's listings on one sheet of A3, to read from one and a half metres and to tear a strip off."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kreislauf.counted import counted
from kreislauf.places.distance import RINGS_KM
from kreislauf.qr import qr_modules
from kreislauf.typesetting import typed
from marketplace.listings.models import Kind, Listing, Listings
from marketplace.listings.print.columns import ROOM, in_columns
from marketplace.listings.print.figures import help_sentence
from marketplace.listings.print.frame import Frame
from tenants.branding.on_paper import german
from tenants.places.read import Place, region_places

TEMPLATE = Path(__file__).with_name("poster.typ")
MOST = 13
BODY = 220


def poster(place: Place | None, *, frame: Frame | None = None) -> bytes:
    """A3, upright, one page. Without a place it is of the whole region."""
    with german():
        frame = frame or Frame()
        found = chosen(place)
        columns = in_columns(_sections(found, place, frame))
        shown = sum("title" in line for column in columns for line in column)
        data = frame.data(columns=6, rows=3) | {
            "title": _("Aushang der Börse: %(place)s") % {"place": place.name if place else frame.site.place},
            "heading": typed(place.name if place else frame.site.place, one_line=True),
            "columns": columns,
            "room": ROOM,
            "more": _more(on_poster(place), shown),
            "help": _help(),
        }
        data["words"] |= _words(frame, place)
        return frame.pdf(TEMPLATE, data)


def on_poster(place: Place | None) -> Listings:
    """What may hang there: public, and not promised to somebody."""
    found = Listing.objects.public().filter(reserved_at__isnull=True)
    if place is None:
        return found
    return found.filter(place=place.name) | found.within(RINGS_KM[1], of=place.middle)


def chosen(place: Place | None) -> list[Listing]:
    """The newest of each kind in turn, so that a busy kind leaves others room; the place's own before its ring."""
    kinds = list(Kind.objects.on_show())
    own = [_newest(on_poster(place), kind, place, near=False) for kind in kinds]
    ring = [_newest(on_poster(place), kind, place, near=True) for kind in kinds] if place else []
    picked = [*_in_turn(own), *_in_turn(ring)][:MOST]
    order = {kind.pk: number for number, kind in enumerate(kinds)}
    return sorted(picked, key=lambda one: order[one.kind_id])  # within a kind the order stays


def _newest(found: Listings, kind: Kind, place: Place | None, *, near: bool) -> list[Listing]:
    rows = found.filter(kind=kind).select_related("kind", "business").order_by("-shown_at", "-pk")
    if place is not None:
        rows = rows.exclude(place=place.name) if near else rows.filter(place=place.name)
    return list(rows[:MOST])


def _in_turn(lists: Iterable[list[Listing]]) -> list[Listing]:
    return [one for row in zip_longest(*lists) for one in row if one is not None]


def _sections(found: list[Listing], place: Place | None, frame: Frame) -> list[tuple[str, list[dict[str, Any]]]]:
    return [
        (name, [_item(one, place, frame) for one in rows])
        for name, rows in groupby(found, key=lambda listing: listing.kind.name)
    ]


def _item(listing: Listing, place: Place | None, frame: Frame) -> dict[str, Any]:
    """People's names and numbers stay away: the number leads to the page, or to the desk."""
    elsewhere = listing.place if place is None or listing.place != place.name else ""
    said = [listing.price, listing.business.name if listing.business else "", elsewhere]
    address = frame.address(reverse("listings:number", args=[listing.pk]))
    return {
        "number": _("Nr. %(number)s") % {"number": listing.pk},
        "title": typed(listing.title, one_line=True),
        "facts": typed(" · ".join(one for one in said if one), one_line=True),
        "body": typed(listing.body[:BODY], one_line=True),
        "qr": qr_modules(address),
        "qr_alt": _("QR-Code zur Anzeige Nummer %(number)s") % {"number": listing.pk},
    }


def _more(found: Listings, shown: int) -> str:
    number = counted(found)
    if number.n <= shown:
        return ""
    rest = number_format(number.n - shown, force_grouping=True)
    text = ngettext("und %(n)s weitere Anzeige", "und %(n)s weitere Anzeigen", number.n - shown) % {"n": rest}
    return _("und viele weitere Anzeigen") if number.more else text


def _help() -> dict[str, Any]:
    ask = _("Einkaufen, Begleiten, Gesellschaft: Nachbarn helfen gern. Öffentlich steht davon nichts.")
    return {"title": _("Hilfe in der Nähe"), "text": f"{ask} {help_sentence()}".strip()}


def _words(frame: Frame, place: Place | None) -> dict[str, str]:
    where = place.name if place else frame.site.place
    phone = bool(frame.phone)
    return {
        "board": _("Börse %(place)s") % {"place": Truncator(where).chars(16)},
        "lead": _("Angebote, Gesuche, Hilfe"),
        "reach": _("Interesse? Rufen Sie an") if phone else _("Interesse?"),
        "how": _("Nennen Sie uns die Nummer der Anzeige.")
        if phone
        else _("Scannen Sie den Code der Anzeige. Sie brauchen kein Konto."),
        "room": _("Hier ist noch Platz"),
        "room_text": _(
            "Verschenken, suchen, leihen, Arbeit, Hilfe: Eine Anzeige kostet nichts und braucht kein Konto."
        ),
    }


def place_named(name: str) -> Place | None:
    return next((place for place in region_places() if place.name == name), None)
