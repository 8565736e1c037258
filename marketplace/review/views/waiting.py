"""Everything that waits, of all kinds: the list, and several approved at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.row_id import row_id
from marketplace.review.approve import approve
from marketplace.review.decisions import TooLate
from marketplace.review.kinds import find
from marketplace.review.queue import Filter, answers_missing, chosen, in_all, oldest, waiting_by_kind

PER_PAGE = 50
MOST_AT_ONCE = 50


@allow(Audience.EDITOR)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Oldest first. What does not fit on the page follows once these are decided."""
    wanted = Filter.of(request.GET)
    entries, kinds = oldest(wanted, most=PER_PAGE + 1), waiting_by_kind()
    context = {
        "entries": entries[:PER_PAGE],
        "more": len(entries) > PER_PAGE,
        "wanted": wanted,
        "kinds": kinds,
        "all": in_all(number for _review, number in kinds),
        "missing": answers_missing(),
        "now": timezone.now(),
    }
    return render(request, "review/office/waiting.html", context)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def together(request: HttpRequest) -> HttpResponse:
    """``?nr=business:17&nr=…``: one page that shows what was chosen, and a button that approves it as it was shown."""
    if request.method == "POST":
        return _approve(request, [_shown(text) for text in request.POST.getlist("eintrag")[:MOST_AT_ONCE]])
    entries = chosen([_named(text) for text in request.GET.getlist("nr")[:MOST_AT_ONCE]])
    if not entries:
        messages.info(request, _("Bitte wählen Sie zuerst aus, was Sie freigeben möchten."))
        return redirect("review:office:list")
    return render(request, "review/office/together.html", {"entries": entries})


def _named(text: str) -> tuple[str, int]:
    """``business:17``."""
    kind, _colon, pk = text.partition(":")
    return kind, row_id(pk)


def _shown(text: str) -> tuple[str, int, int]:
    """``business:17:3``: the third version of the business with the number 17."""
    named, _colon, version = text.rpartition(":")
    return *_named(named), row_id(version)


def _approve(request: HttpRequest, versions: list[tuple[str, int, int]]) -> HttpResponse:
    approved = 0
    for kind, pk, version in versions:
        found = find(kind, pk)
        if found is None:
            continue
        try:
            approve(found[1], version=version, by=request.user, at=timezone.now())
            approved += 1
        except TooLate:
            text = _("%(name)s hat sich inzwischen geändert oder ist schon entschieden. Bitte einzeln ansehen.")
            messages.warning(request, text % {"name": found[1]})
    if approved:
        text = ngettext("%(n)s Eintrag ist freigegeben.", "%(n)s Einträge sind freigegeben.", approved)
        messages.success(request, text % {"n": approved})
    return redirect("review:office:list")
