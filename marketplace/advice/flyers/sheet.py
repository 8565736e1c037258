"""Which sheets there are, and one of them as PDF: numbers, names and hours as they are at this moment."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from kreislauf.pictures.stored import picture_for_mail
from kreislauf.qr import qr_modules
from kreislauf.storage import StoreUnavailable
from kreislauf.typesetting import typed, typeset_pdf
from marketplace.advice.flyers.sentences import first_sentences
from marketplace.advice.models import Adviser, Article
from marketplace.businesses import hours
from marketplace.partners.models import Body
from tenants.branding.on_paper import colours_of, current_site, german, picture_of, short_address
from tenants.branding.site import Site

TEMPLATE = Path(__file__).with_name("flyer.typ")
MOST_NUMBERS = 8
MOST_LOGOS = 3
SENTENCES = 3
_LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    '<image width="{width}" height="{height}" href="data:image/jpeg;base64,{data}"/></svg>'
)


class Form(StrEnum):
    """Values stand in addresses and rows."""

    A6 = "a6"
    A5 = "a5"
    LONG = "din-lang"
    A3 = "a3"


FORM_NAMES = {
    Form.A6: gettext_lazy("Karte A6"),
    Form.A5: gettext_lazy("Faltblatt A5"),
    Form.LONG: gettext_lazy("DIN lang"),
    Form.A3: gettext_lazy("Aushang A3"),
}


class _Size(NamedTuple):
    """Width and height in millimetres, how large the type is (A5 is 1), and the picture's tiles across and down."""

    width: int
    height: int
    scale: float
    tiles: int
    rows: float


_SIZES = {
    Form.A6: _Size(105, 148, 0.71, 6, 1),
    Form.A5: _Size(148, 210, 1, 6, 1.5),
    Form.LONG: _Size(99, 210, 0.74, 4, 1),
    Form.A3: _Size(297, 420, 2, 6, 1.5),
}


def sheet(form: Form, article: Article | None, advisers: Iterable[Adviser], *, on: date, bleed: bool = False) -> bytes:
    """One page about an article, or about all advice. With ``bleed`` it has 3 mm more and the printer's marks."""
    with german():
        site, size = current_site(), _SIZES[form]
        shown = list(advisers)[:MOST_NUMBERS]
        words = _words_of(article) if article else _words_of_all(site)
        path = reverse("advice:number", args=[article.pk]) if article else reverse("advice:hub")
        data = words | {
            "width": size.width,
            "height": size.height,
            "scale": size.scale,
            "bleed": bleed,
            "tiles": size.tiles,
            "tile-rows": size.rows,
            "created": {"year": on.year, "month": on.month, "day": on.day},
            "as_of": _("Stand: %(day)s") % {"day": date_format(on, "j. F Y")},
            "colours": colours_of(site),
            "art": picture_of(site, columns=size.tiles, rows=2),
            "mark": site.mark_on_paper,
            "region": typed(site.name, one_line=True),
            "numbers": [_number(one) for one in shown],
            "logos": _logos(article, shown),
            "address": short_address(site.url + path),
            "qr": qr_modules(site.url + path),
            "words": {"qr_alt": _("QR-Code zu dieser Seite"), "more": _("Alles dazu, immer aktuell:")},
        }
        return typeset_pdf(TEMPLATE, data, created=datetime.combine(on, time(12), tzinfo=get_current_timezone()))


def _words_of(article: Article) -> dict[str, Any]:
    """Needs the body."""
    return {
        "title": article.title,
        "headline": typed(article.title, one_line=True),
        "kick": typed(article.body.name if article.body else article.get_kind_display(), one_line=True),
        "sentences": [typed(one, one_line=True) for one in first_sentences(article)[:SENTENCES]],
    }


def _words_of_all(site: Site) -> dict[str, Any]:
    sentences = [
        _("Fragen zu Betrieb, Arbeit oder Förderung? Hier antworten die Partner der Region, an einer Stelle."),
        _("Drei Antworten im Wegweiser, und Sie wissen, wer hilft."),
    ]
    headline = _("Rat & Hilfe in %(place)s") % {"place": site.place}
    return {
        "title": headline,
        "headline": typed(headline, one_line=True),
        "kick": typed(site.name, one_line=True),
        "sentences": [typed(one, one_line=True) for one in sentences],
    }


def _number(adviser: Adviser) -> dict[str, Any]:
    """Needs the body. Whoever has no telephone is reached by mail."""
    role = ", ".join(part for part in (adviser.role, str(adviser.body)) if part)
    said = {
        "name": adviser.name,
        "role": role,
        "hours": adviser.hours_note or hours.in_words(adviser.hours),
        "phone": adviser.phone or adviser.email,
    }
    return {name: typed(text, one_line=True) for name, text in said.items()}


def _logos(article: Article | None, advisers: list[Adviser]) -> list[dict[str, str]]:
    """Of the partner who wrote it and those who signed it; on the sheet about all advice, of those who answer."""
    if article is None:
        bodies = {one.body_id: one.body for one in advisers}
    else:
        signed = (one.body for one in article.co_signatures.valid().select_related("body"))
        bodies = {one.pk: one for one in (article.body, *signed) if one is not None}
    found = (_logo(body) for body in bodies.values())
    return [logo for logo in found if logo is not None][:MOST_LOGOS]


def _logo(body: Body) -> dict[str, str] | None:
    """Without an answer of the storage the sheet is printed without the logo."""
    if not body.logo:
        return None
    with suppress(OSError, StoreUnavailable):
        picture = picture_for_mail(str(body.logo))
        width, height = _size_of(picture)
        svg = _LOGO.format(width=width, height=height, data=base64.b64encode(picture).decode())
        return {"svg": svg, "alt": body.logo_alt or body.name}
    return None


def _size_of(picture: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(picture)).size
