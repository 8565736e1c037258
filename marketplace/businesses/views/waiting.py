"""Entries that wait for staff: the first of them above the list, and several approved at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kreislauf.permissions import Audience, allow
from kreislauf.web.row_id import row_id
from marketplace.businesses.approve import approve
from marketplace.businesses.decisions import AlreadyDecided, OutdatedVersion
from marketplace.businesses.models import Business
from marketplace.businesses.query import Businesses
from marketplace.businesses.views.decision_context import MOST_LOOKALIKES

SHOWN = 5
MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """Those that wait longest; ``more`` says that others wait behind them."""

    entries: list[Business]
    more: bool


def longest_waiting() -> Waiting | None:
    """Nothing where nobody waits."""
    found = list(_in_turn()[: SHOWN + 1])
    return Waiting(found[:SHOWN], more=len(found) > SHOWN) if found else None


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def approvals(request: HttpRequest) -> HttpResponse:
    """``?nr=…&nr=…``: one page that shows what was chosen, and one button that approves it as it was shown."""
    if request.method == "POST":
        return _approve(request, dict(_shown(text) for text in request.POST.getlist("eintrag")[:MOST_AT_ONCE]))
    chosen = [row_id(text) for text in request.GET.getlist("nr")[:MOST_AT_ONCE]]
    entries = list(_in_turn().filter(pk__in=chosen))
    if not entries:
        messages.info(request, _("Bitte wählen Sie zuerst aus, was Sie freigeben möchten."))
        return redirect("businesses:office:list")
    rows = [(one, one.proposed(), one.lookalikes()[:MOST_LOOKALIKES]) for one in entries]
    return render(request, "businesses/office/approvals.html", {"rows": rows})


def _in_turn() -> Businesses:
    return Business.objects.waiting().select_related("category").order_by("submitted_at", "pk")


def _shown(text: str) -> tuple[int, int]:
    """``17:3``: the third version of the entry with the number 17."""
    pk, _colon, version = text.partition(":")
    return row_id(pk), row_id(version)


def _approve(request: HttpRequest, versions: dict[int, int]) -> HttpResponse:
    approved = 0
    for business in Business.objects.filter(pk__in=versions).order_by("submitted_at", "pk"):
        try:
            approve(business, version=versions[business.pk], by=request.user, at=timezone.now())
            approved += 1
        except (OutdatedVersion, AlreadyDecided):
            text = _("%(name)s hat sich inzwischen geändert oder ist schon entschieden. Bitte einzeln ansehen.")
            messages.warning(request, text % {"name": business})
    if approved:
        text = ngettext("%(n)s Eintrag ist freigegeben.", "%(n)s Einträge sind freigegeben.", approved)
        messages.success(request, text % {"n": approved})
    return redirect("businesses:office:list")
