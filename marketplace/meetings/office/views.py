"""`/verwaltung/termine/`: staff announces the region's own meetings and looks after all of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted, say_undoable
from marketplace.meetings.hide import hide, show
from marketplace.meetings.office.forms import HidingForm
from marketplace.meetings.writing import changes, pages
from marketplace.meetings.writing.after_page import after_page
from marketplace.meetings.writing.side import OFFICE


@allow(Audience.EDITOR)
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    return pages.list_page(request, OFFICE)


@allow(Audience.EDITOR, takes_files=True)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return changes.new_page(request, OFFICE)


@allow(Audience.EDITOR)
@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    return pages.meeting_page(request, OFFICE, pk)


@allow(Audience.EDITOR, takes_files=True)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return changes.edit_page(request, OFFICE, pk)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def cancelling(request: HttpRequest, pk: int) -> HttpResponse:
    return changes.cancel_page(request, OFFICE, pk)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def afterwards(request: HttpRequest, pk: int) -> HttpResponse:
    return after_page(request, OFFICE, pk)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def hiding(request: HttpRequest, pk: int) -> HttpResponse:
    """At once, with a reason for the log, and with a way back."""
    one = pages.own(OFFICE, pk)
    form = HidingForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        return ask(
            request,
            _("„%(title)s“ ausblenden?") % {"title": one},
            _("Niemand sieht den Termin mehr, bis Sie ihn wieder einblenden. Wer angemeldet ist, erfährt nichts."),
            submit=_("Ausblenden"),
            form=form,
            cancel_url=reverse("meetings:office:meeting", args=[pk]),
        )
    hide(one, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    undo = reverse("meetings:office:showing", args=[pk])
    say_undoable(request, _("„%(title)s“ ist ausgeblendet.") % {"title": one}, undo_url=undo)
    return redirect("meetings:office:meeting", pk=pk)


@allow(Audience.EDITOR)
@require_POST
def showing(request: HttpRequest, pk: int) -> HttpResponse:
    show(pages.own(OFFICE, pk), by=request.user, at=timezone.now())
    return redirect("meetings:office:meeting", pk=pk)
