"""The page of one person who has registered: the room, the answer to an offer, cancelling, the certificate."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.links import BadLink, Expired
from kreislauf.permissions import Audience, allow
from marketplace.meetings.models import Registration
from marketplace.meetings.models.meeting import OPENS_BEFORE
from marketplace.meetings.rooms.kinds import NoEntrance, RoomAway, has_entrance, server
from marketplace.meetings.seats import papers
from marketplace.meetings.seats.afterwards import answer, has_certificate, want_certificate
from marketplace.meetings.seats.cancel import TooLateToCancel, cancel
from marketplace.meetings.seats.forms import DoorForm
from marketplace.meetings.seats.join import Closed, join, may_enter
from marketplace.meetings.seats.links import SEAT, registration_of
from marketplace.meetings.seats.offer import OfferOver, accept
from marketplace.meetings.seats.register import NeedsConsent
from marketplace.meetings.seats.to_room import ToRoom
from marketplace.meetings.seats.views import link_is_over
from marketplace.meetings.seats.when import details, moment

GUEST = "guest"
View = Callable[[HttpRequest, str, Registration], HttpResponseBase]


def _of_guest(view: View) -> Callable[..., HttpResponseBase]:
    """Hand the view the registration behind its token."""

    @wraps(view)
    def inner(request: HttpRequest, token: str) -> HttpResponseBase:
        try:
            found = registration_of(SEAT, token)
        except BadLink as refusal:
            return link_is_over(request, expired=isinstance(refusal, Expired))
        if found is None or found.is_unconfirmed:
            return link_is_over(request, expired=True)
        return view(request, token, found)

    return inner


@allow(Audience.ANYONE, while_off=True, while_paused=True)
@require_safe
@_of_guest
def seat(request: HttpRequest, token: str, registration: Registration) -> HttpResponse:
    return _page(request, token, registration, DoorForm(meeting=registration.meeting))


def _page(
    request: HttpRequest, token: str, registration: Registration, form: DoorForm, *, status: int = 200
) -> HttpResponse:
    meeting, now = registration.meeting, timezone.now()
    context = {
        "registration": registration,
        "meeting": meeting,
        "token": token,
        "form": form,
        "details": details(meeting),
        "has_room": has_entrance(meeting),
        "may_enter": may_enter(registration, at=now),
        "opens": moment(meeting.starts_at - OPENS_BEFORE),
        "seconds": int((meeting.starts_at - OPENS_BEFORE - now).total_seconds()) + 1,
        "is_near": now < meeting.starts_at - OPENS_BEFORE and meeting.starts_at - now < OPENS_BEFORE * 8,
        "is_over": meeting.is_over(now),
        "until": moment(registration.offer_ends_at) if registration.offer_ends_at else "",
        "has_certificate": has_certificate(registration, at=now),
    }
    response = render(request, "meetings/seats/seat.html", context, status=status)
    if context["may_enter"] and context["has_room"]:
        # Chromium applies ``form-action`` to the redirect that follows the form, too.
        response._csp_update = {"form-action": [server(meeting)]}  # type: ignore[attr-defined]
    return response


@allow(Audience.ANYONE, while_off=True, while_paused=True)
@require_POST
@_of_guest
def room(request: HttpRequest, token: str, registration: Registration) -> HttpResponseBase:
    """To the room, whose address stands on no page: it is made or looked up now, for this one person."""
    form = DoorForm(request.POST, meeting=registration.meeting)
    if not form.is_valid():
        return _page(request, token, registration, form, status=422)
    try:
        return ToRoom(join(registration, agrees=form.cleaned_data.get("agrees", False), at=timezone.now()))
    except RoomAway:
        form.add_error(None, _("Der Raum antwortet gerade nicht. Bitte versuchen Sie es gleich noch einmal."))
        return _page(request, token, registration, form, status=503)
    except (Closed, NeedsConsent, NoEntrance):
        return redirect("meetings:seats:seat", token)


@allow(Audience.ANYONE, while_off=True, while_paused=True)
@require_POST
@_of_guest
def acceptance(request: HttpRequest, token: str, registration: Registration) -> HttpResponse:
    try:
        accept(registration, at=timezone.now())
        messages.success(request, _("Der Platz ist Ihrer. Wir freuen uns auf Sie."))
    except OfferOver:
        messages.warning(request, _("Der Platz ist leider schon weitergegangen."))
    return redirect("meetings:seats:seat", token)


@allow(Audience.ANYONE, while_off=True, while_paused=True)
@require_http_methods(["GET", "HEAD", "POST"])
@_of_guest
def cancellation(request: HttpRequest, token: str, registration: Registration) -> HttpResponse:
    """Asks first: a seat that was given away does not come back."""
    if request.method != "POST":
        own_url = reverse("meetings:seats:seat", args=[token])
        context = {"meeting": registration.meeting, "registration": registration, "own_url": own_url}
        return render(request, "meetings/seats/cancel.html", context)
    try:
        cancel(registration, by=GUEST, at=timezone.now())
        messages.success(request, _("Sie sind abgemeldet. Danke, dass Sie Bescheid gesagt haben."))
    except TooLateToCancel:
        messages.info(request, _("Der Termin ist schon vorbei."))
    return redirect("meetings:seats:seat", token)


@allow(Audience.ANYONE, while_off=True, while_paused=True)
@require_POST
@_of_guest
def worth(request: HttpRequest, token: str, registration: Registration) -> HttpResponse:
    """The one question of the thanks: ``gelohnt=ja|nein``."""
    chosen = {"ja": True, "nein": False}.get(request.POST.get("gelohnt", ""))
    if chosen is None:
        raise Http404
    answer(registration, worth_it=chosen)
    messages.success(request, _("Danke für Ihre Antwort."))
    return redirect("meetings:seats:seat", token)


@allow(Audience.ANYONE, while_off=True, while_paused=True)
@require_POST
@_of_guest
def certificate(request: HttpRequest, token: str, registration: Registration) -> HttpResponse:
    """Made now, from the registration, which is kept for a year from here on."""
    if not has_certificate(registration, at=timezone.now()):
        raise Http404
    want_certificate(registration)
    response = HttpResponse(papers.certificate(registration), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="teilnahmebescheinigung.pdf"'
    return response
