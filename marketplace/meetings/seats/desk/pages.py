"""Who comes, for the host of a meeting; each area's views call these with its side."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.accounts.models import User
from kreislauf.web.ask import ask, posted
from kreislauf.web.pages import key_page
from marketplace.meetings.models import Meeting, Registration, Registrations
from marketplace.meetings.models.registration import IN_LINE, OFFERED, SEATED, UNCONFIRMED
from marketplace.meetings.rooms.kinds import NoEntrance, RoomAway, entrance, has_entrance, server
from marketplace.meetings.seats import papers
from marketplace.meetings.seats.afterwards import TooEarly, note_attendance
from marketplace.meetings.seats.by_phone import AlreadyRegistered, Over, register_by_phone
from marketplace.meetings.seats.cancel import TooLateToCancel, cancel
from marketplace.meetings.seats.forms import PhoneRegisterForm
from marketplace.meetings.seats.numbers import numbers
from marketplace.meetings.seats.register import Guest
from marketplace.meetings.seats.to_room import ToRoom
from marketplace.meetings.writing.pages import own
from marketplace.meetings.writing.side import Side

PER_PAGE = 50
STATES = {
    "": gettext_lazy("Alle"),
    "platz": gettext_lazy("Mit Platz"),
    "warteliste": gettext_lazy("Warteliste"),
    "angebot": gettext_lazy("Platz angeboten"),
    "unbestaetigt": gettext_lazy("Noch nicht bestätigt"),
    "abgemeldet": gettext_lazy("Abgemeldet"),
}
_CONDITIONS = {"platz": SEATED, "warteliste": IN_LINE, "angebot": OFFERED, "unbestaetigt": UNCONFIRMED}


def list_page(request: HttpRequest, side: Side, pk: int) -> HttpResponse:
    meeting, now = own(side, pk), timezone.now()
    state, words = request.GET.get("stand", ""), request.GET.get("q", "").replace("\0", "")[:80]
    found = _in_state(Registration.objects.filter(meeting=meeting), state)
    found = found.filter(name__icontains=words) if words else found
    context = {
        "side": side,
        "meeting": meeting,
        "page": key_page(found.order_by("asked_at", "pk"), request.GET.get("seite"), per_page=PER_PAGE),
        "states": STATES,
        "state": state,
        "words": words,
        "numbers": numbers(meeting),
        "has_begun": meeting.starts_at <= now,
        "is_over": meeting.is_over(now),
        "may_enter": has_entrance(meeting) and meeting.is_running(now),
    }
    response = render(request, "meetings/seats/desk/list.html", context)
    if context["may_enter"]:
        response._csp_update = {"form-action": [server(meeting)]}  # type: ignore[attr-defined]
    return response


def _in_state(found: Registrations, state: str) -> Registrations:
    if state == "abgemeldet":
        return found.filter(cancelled_at__isnull=False)
    return found.filter(_CONDITIONS[state]) if state in _CONDITIONS else found


def new_page(request: HttpRequest, side: Side, pk: int) -> HttpResponse:
    """Somebody has called."""
    meeting = own(side, pk)
    form = PhoneRegisterForm(posted(request), meeting=meeting)
    if request.method == "POST" and form.is_valid():
        made = _register(request, meeting, form)
        if made is not None:
            text = _("%(name)s hat einen Platz.") if made.is_seated else _("%(name)s steht auf der Warteliste.")
            messages.success(request, text % {"name": made.name})
            return redirect(side.url("registrations", pk))
    context = {"side": side, "meeting": meeting, "form": form}
    return render(request, "meetings/seats/desk/new.html", context, status=422 if form.errors else 200)


def _register(request: HttpRequest, meeting: Meeting, form: PhoneRegisterForm) -> Registration | None:
    data = form.cleaned_data
    guest = Guest(
        name=data["name"],
        email=data["email"],
        organisation=data["organisation"],
        agrees=data.get("agrees", False),
    )
    try:
        return register_by_phone(
            meeting, guest, phone=data["phone"], key=data["key"], by=request.user, at=timezone.now()
        )
    except AlreadyRegistered:
        form.add_error("email", _("Mit dieser Adresse ist schon jemand angemeldet."))
    except Over:
        form.add_error(None, _("Der Termin ist vorbei oder abgesagt."))
    return None


def removal_page(request: HttpRequest, side: Side, pk: int, registration: int) -> HttpResponse:
    """For somebody on the telephone. Asks first: the seat goes to the next one at once."""
    one = _of(side, pk, registration)
    if request.method != "POST":
        return ask(
            request,
            _("%(name)s abmelden?") % {"name": one.name},
            _("Der Platz geht sofort an die nächste Person auf der Warteliste. Eine E-Mail sagt es beiden."),
            submit=_("Abmelden"),
            cancel_url=side.url("registrations", pk),
            frame=side.name,
        )
    try:
        cancel(one, by=request.user, at=timezone.now())
        messages.success(request, _("%(name)s ist abgemeldet.") % {"name": one.name})
    except TooLateToCancel:
        messages.info(request, _("Der Termin ist schon vorbei."))
    return redirect(side.url("registrations", pk))


def attendance(request: HttpRequest, side: Side, pk: int, registration: int) -> HttpResponse:
    """``da=ja|nein``: who came to a meeting on site."""
    chosen = {"ja": True, "nein": False}.get(request.POST.get("da", ""))
    if chosen is None:
        raise Http404
    try:
        note_attendance(_of(side, pk, registration), was_there=chosen, by=request.user, at=timezone.now())
    except TooEarly:
        messages.info(request, _("Das geht erst, wenn der Termin begonnen hat."))
    return redirect(side.url("registrations", pk))


def sheet(request: HttpRequest, side: Side, pk: int) -> HttpResponse:
    meeting = own(side, pk)
    response = HttpResponse(papers.attendance_sheet(meeting, at=timezone.now()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="teilnahmeliste-{meeting.pk}.pdf"'
    return response


def room(request: HttpRequest, side: Side, pk: int) -> HttpResponseBase:
    """The host enters, as moderator where the server knows one."""
    meeting, user = own(side, pk), cast("User", request.user)
    try:
        if not meeting.is_running(timezone.now()):
            raise NoEntrance
        name = user.name or meeting.host_name
        return ToRoom(entrance(meeting, name=name, who=f"gastgeber-{user.pk}", is_host=True))
    except RoomAway:
        messages.warning(request, _("Der Raum antwortet gerade nicht. Bitte versuchen Sie es gleich noch einmal."))
    except NoEntrance:
        messages.info(request, _("Der Raum öffnet eine Viertelstunde vor Beginn und schließt mit dem Ende."))
    return redirect(side.url("registrations", pk))


def _of(side: Side, pk: int, registration: int) -> Registration:
    """Of a meeting that is looked after here; any other is not there."""
    own(side, pk)
    rows = Registration.objects.select_related("meeting__body", "meeting__business")
    return get_object_or_404(rows, pk=registration, meeting=pk)
