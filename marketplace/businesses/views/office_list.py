"""The region's businesses as a list and as a table for spreadsheets."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region
from kreislauf.web.list_order import Column, ListOrder
from kreislauf.web.pages import key_page
from kreislauf.web.table_file import stream_table
from marketplace.businesses.models import Business
from marketplace.businesses.query import GERMAN_ORDER, UNSEEN, Businesses
from marketplace.review.queue import longest_waiting
from marketplace.review.words import state_word

PER_PAGE = 24
AT_ONCE = 1000  # rows of the file that are in memory
STATES = {
    "": _("Alle"),
    "offen": _("Zu entscheiden"),
    "oeffentlich": _("Öffentlich"),
    "abgelehnt": _("Abgelehnt"),
    "geschlossen": _("Geschlossen"),
}


COLUMNS = (
    Column(
        "name",
        _("Name"),
        GERMAN_ORDER,
        up=_("Name von A bis Z"),
        down=_("Name von Z bis A"),
    ),
    Column(
        "ort",
        _("Ort"),
        ("place_order", *GERMAN_ORDER),
        up=_("Ort von A bis Z"),
        down=_("Ort von Z bis A"),
    ),
    Column(
        "eingang",
        _("Eingegangen"),
        ("submitted_at", "pk"),
        up=_("Älteste zuerst"),
        down=_("Neueste zuerst"),
        down_first=True,
    ),
)


@allow(Audience.EDITOR)
@require_safe
def business_list(request: HttpRequest) -> HttpResponse:
    state, words, order = _filter(request)
    found = _found(state, words, order)
    page = key_page(found, request.GET.get("seite"), per_page=PER_PAGE, keys_first=bool(words))
    context: dict[str, Any] = {"page": page, "states": STATES, "state": state, "words": words, "order": order}
    if order.is_own and not (state or words or page.has_previous):
        context["waiting"] = longest_waiting("business")
    return render(request, "businesses/office/list.html", context)


@allow(Audience.EDITOR)
@require_safe
def business_file(request: HttpRequest) -> FileResponse:
    """The same list for a spreadsheet, for the council or a mailing."""
    header = [
        gettext("Name"),
        gettext("Branche"),
        gettext("Straße"),
        gettext("PLZ"),
        gettext("Ort"),
        gettext("Ortsteil"),
        gettext("E-Mail"),
        gettext("Telefon"),
        gettext("Ansprechperson"),
        gettext("Stand"),
    ]
    rows = (
        (
            *(b.name, b.category.name, b.street, b.postcode, b.town or b.place, b.district),
            *(b.email, b.phone, b.contact_name, state_word(b)),
        )
        for b in _found(*_filter(request)).iterator(AT_ONCE)
    )
    return stream_table(request, f"betriebe-{current_region().label}", header, rows)


def _filter(request: HttpRequest) -> tuple[str, str, ListOrder]:
    words = request.GET.get("q", "").replace("\0", "")[:100]
    return request.GET.get("stand", ""), words, ListOrder(COLUMNS, request.GET.get("sort", ""))


def _found(state: str, words: str, order: ListOrder) -> Businesses:
    found = _in_state(Business.objects.select_related("category").defer(*UNSEEN), state).with_place_order()
    return (found.in_words(words) if words else found).order_by(*order.fields)


def _in_state(found: Businesses, state: str) -> Businesses:
    if state == "offen":
        return found.waiting()
    if state == "oeffentlich":
        return found.public()
    if state == "abgelehnt":
        return found.filter(rejected_at__isnull=False, closed_at__isnull=True)
    if state == "geschlossen":
        return found.filter(closed_at__isnull=False)
    return found.filter(Q())
