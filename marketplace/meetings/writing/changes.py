"""Announcing, changing, cancelling: forms that call one verb."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kreislauf.accounts.uploads import uploads_of
from kreislauf.web.ask import ask, posted
from marketplace.meetings.announce import announce
from marketplace.meetings.cancel import cancel
from marketplace.meetings.edit import cancel_following, edit, following
from marketplace.meetings.models import Meeting
from marketplace.meetings.rearrange import IsCancelled, IsOver, PolicyFrozen, TooFewSeats
from marketplace.meetings.writing.cancel_form import CancelForm
from marketplace.meetings.writing.facts_of_form import facts_of
from marketplace.meetings.writing.forms import texts_of
from marketplace.meetings.writing.meeting_form import EditForm, MeetingForm, NewMeetingForm
from marketplace.meetings.writing.pages import own
from marketplace.meetings.writing.side import Side
from marketplace.review.change import Ended


def new_page(request: HttpRequest, side: Side) -> HttpResponse:
    if request.method == "GET":
        return _form(request, side, NewMeetingForm(posted(request)))
    form = NewMeetingForm(request.POST, uploads_of(request))
    if not form.is_valid():
        return _form(request, side, form, status=422)
    data = form.cleaned_data
    meeting = announce(
        form.texts() | form.facts(),
        **side.host,
        key=data["key"],
        by=request.user,
        at=timezone.now(),
        releases=side.releases,
        author_email=side.author_email(request),
        repeat=data.get("repeat") or "",
        times=data.get("times") or 1,
    )
    messages.success(request, _said(meeting))
    return redirect(side.url("meeting", meeting.pk))


def _said(meeting: Meeting) -> str:
    if meeting.is_public:
        return _("„%(title)s“ steht jetzt auf der Seite.") % {"title": meeting}
    return _("Danke. „%(title)s“ wird angesehen und erscheint dann.") % {"title": meeting}


def edit_page(request: HttpRequest, side: Side, pk: int) -> HttpResponse:
    meeting = own(side, pk)
    initial, in_series = texts_of(meeting) | facts_of(meeting), following(meeting, at=timezone.now()).count() > 1
    if request.method == "GET":
        form = EditForm(posted(request), initial=initial, in_series=in_series)
        return _form(request, side, form, meeting=meeting)
    form = EditForm(request.POST, uploads_of(request), initial=initial, in_series=in_series)
    if not form.is_valid() or not _edited(request, side, meeting, form):
        return _form(request, side, form, meeting=meeting, status=422)
    meeting = own(side, pk)
    if meeting.is_undecided:
        messages.success(request, _("Gespeichert. Neue Wörter werden angesehen; Zeit, Ort und Plätze gelten sofort."))
    else:
        messages.success(request, _("Gespeichert."))
    return redirect(side.url("meeting", pk))


def _edited(request: HttpRequest, side: Side, meeting: Meeting, form: EditForm) -> bool:
    """Whether it went through; else the form says why not."""
    try:
        edit(
            meeting,
            texts=form.texts(),
            facts=form.facts(),
            by=request.user,
            at=timezone.now(),
            releases=side.releases,
            all_following=form.cleaned_data.get("all_following", False),
        )
    except TooFewSeats as refusal:
        form.add_error("capacity", _("%(n)s Plätze sind schon vergeben.") % {"n": refusal.taken})
    except PolicyFrozen:
        form.add_error("recording_policy", _("Es ist schon jemand im Raum: Das lässt sich nicht mehr ändern."))
    except IsCancelled:
        form.add_error(None, _("Dieser Termin ist abgesagt."))
    except (IsOver, Ended):
        form.add_error(None, _("Dieser Termin ist vorbei."))
    return form.is_valid()


def cancel_page(request: HttpRequest, side: Side, pk: int) -> HttpResponse:
    """Asks for the reason, and whether the rest of a series is meant, too."""
    meeting, now = own(side, pk), timezone.now()
    in_series = following(meeting, at=now).count()
    form = CancelForm(posted(request), in_series=in_series > 1, is_public=meeting.is_public)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, side, meeting, form)
    verb = cancel_following if form.cleaned_data.get("all_following") else cancel
    try:
        verb(meeting, reason=form.cleaned_data.get("reason", ""), by=request.user, at=now)
        messages.success(request, _("„%(title)s“ ist abgesagt.") % {"title": meeting})
    except IsOver:
        messages.warning(request, _("Dieser Termin ist vorbei."))
    return redirect(side.url("meeting", pk))


def _ask(request: HttpRequest, side: Side, meeting: Meeting, form: forms.Form) -> HttpResponse:
    text = _(
        "Wer angemeldet ist, bekommt sofort eine E-Mail. Der Termin bleibt als abgesagt in allen Kalendern stehen."
    )
    if not meeting.is_public:
        text = _("Noch hat ihn niemand gesehen. Er wird nicht veröffentlicht.")
    return ask(
        request,
        _("„%(title)s“ absagen?") % {"title": meeting},
        text,
        submit=_("Termin absagen"),
        form=form,
        cancel_url=side.url("meeting", meeting.pk),
        frame=side.name,
    )


def _form(
    request: HttpRequest, side: Side, form: MeetingForm, *, meeting: Meeting | None = None, status: int = 200
) -> HttpResponse:
    context = {"side": side, "form": form, "meeting": meeting}
    return render(request, "meetings/desk/form.html", context, status=status)
