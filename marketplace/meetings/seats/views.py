"""Registering without an account: the form, and the click in the mail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.links import BadLink, Expired
from kreislauf.permissions import Audience, allow
from marketplace.meetings.models import Meeting
from marketplace.meetings.models.query import PUBLIC
from marketplace.meetings.seats.capacity import members_only
from marketplace.meetings.seats.confirm import TooLate, confirm
from marketplace.meetings.seats.forms import RegisterForm
from marketplace.meetings.seats.limits import TooMany, count_registration
from marketplace.meetings.seats.links import CONFIRMATION, registration_of, seat_token
from marketplace.meetings.seats.register import NotOpen, is_open, register
from marketplace.meetings.seats.when import details


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; a page of its own, since the meeting's page is the same for everybody and sets no cookie."""
    meeting = get_object_or_404(Meeting.objects.filter(PUBLIC).select_related("body", "business"), pk=pk)
    if not is_open(meeting, at=timezone.now()):
        return redirect(meeting)
    if request.method != "POST":
        return _form(request, meeting, RegisterForm(meeting=meeting))
    form = RegisterForm(request.POST, meeting=meeting)
    if form.is_trapped:
        return redirect("meetings:seats:registered")
    if not form.is_valid():
        return _form(request, meeting, form, status=422)
    try:
        count_registration(form.cleaned_data["email"], request=request)
    except TooMany as refusal:
        form.add_error(None, str(refusal))
        return _form(request, meeting, form, status=429)
    guest = form.guest(locale=get_language() or "de")
    try:
        register(meeting, guest, key=form.cleaned_data["key"], at=timezone.now())
    except NotOpen:
        return redirect(meeting)
    return redirect("meetings:seats:registered")


def _form(request: HttpRequest, meeting: Meeting, form: RegisterForm, *, status: int = 200) -> HttpResponse:
    context = {
        "meeting": meeting,
        "form": form,
        "details": details(meeting),
        "members_only": members_only(meeting, at=timezone.now()),
        "up": [(_("Termine"), reverse("meetings:list")), (meeting.title, meeting.get_absolute_url())],
    }
    return render(request, "meetings/seats/register.html", context, status=status)


@allow(Audience.ANYONE)
@require_safe
def registered(request: HttpRequest) -> HttpResponse:
    return render(request, "meetings/seats/registered.html")


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the first mail: looking changes nothing, one click confirms."""
    try:
        found = registration_of(CONFIRMATION, token)
    except BadLink as refusal:
        return link_is_over(request, expired=isinstance(refusal, Expired))
    if found is None:
        return link_is_over(request, expired=True)
    if request.method == "POST":
        try:
            found = confirm(found, at=timezone.now())
        except TooLate:
            return link_is_over(request, expired=True)
    if not found.is_unconfirmed:
        return redirect("meetings:seats:seat", seat_token(found))
    context = {"registration": found, "meeting": found.meeting, "details": details(found.meeting)}
    return render(request, "meetings/seats/confirm.html", context)


def link_is_over(request: HttpRequest, *, expired: bool) -> HttpResponse:
    """For a link of ours whose time or row is gone (410), and for one that never was ours (404)."""
    return render(request, "meetings/seats/link_over.html", {"expired": expired}, status=410 if expired else 404)
