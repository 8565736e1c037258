"""The pages on which meetings are looked after; each area's views call them with its side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kreislauf.audit.lines import about, in_words
from kreislauf.web.pages import key_page
from marketplace.meetings.edit import following
from marketplace.meetings.models import Meeting, Meetings
from marketplace.meetings.reviewed import REVIEW
from marketplace.meetings.writing.side import Side
from marketplace.review.views.decision_context import decision_context
from tenants.branding.context import links_for

PER_PAGE = 24
LATEST = 8
STATES = {
    "": _("Alle"),
    "kommt": _("Kommende"),
    "offen": _("Zu entscheiden"),
    "abgelehnt": _("Abgelehnt"),
    "abgesagt": _("Abgesagt"),
    "ausgeblendet": _("Ausgeblendet"),
    "vorbei": _("Vorbei"),
}


def list_page(request: HttpRequest, side: Side) -> HttpResponse:
    state, words = request.GET.get("stand", ""), request.GET.get("q", "").replace("\0", "")[:80]
    found = _in_state(side.meetings(), state)
    found = found.in_words(words) if words else found
    page = key_page(found.order_by("-starts_at", "-pk"), request.GET.get("seite"), per_page=PER_PAGE)
    context = {"side": side, "page": page, "states": STATES, "state": state, "words": words}
    return render(request, "meetings/desk/list.html", context)


def _in_state(found: Meetings, state: str) -> Meetings:
    now = timezone.now()
    if state == "kommt":
        return found.public().takes_place().to_come(now)
    if state == "offen":
        return found.waiting()
    if state == "abgelehnt":
        return found.filter(rejected_at__isnull=False, closed_at__isnull=True)
    if state == "abgesagt":
        return found.filter(cancelled_at__isnull=False)
    if state == "ausgeblendet":
        return found.filter(hidden_at__isnull=False)
    return found.public().past(now) if state == "vorbei" else found


def meeting_page(request: HttpRequest, side: Side, pk: int) -> HttpResponse:
    """All about one, and what may be done with it."""
    meeting, now = own(side, pk), timezone.now()
    context: dict[str, Any] = {
        "side": side,
        "meeting": meeting,
        "shown": meeting.proposed(),
        "now": now,
        "is_over": meeting.is_over(now),
        "in_series": following(meeting, at=now).count() if meeting.series_key else 0,
    }
    if side.is_office:
        context["lines"] = list(in_words(about(meeting)[:LATEST], links_for(request, "log_links")))
        context["log_query"] = f"zu={meeting._meta.label}:{pk}"
        if meeting.is_undecided:
            context |= decision_context(REVIEW, meeting, version=meeting.version, in_office=True)
    return render(request, "meetings/desk/meeting.html", context)


def own(side: Side, pk: int) -> Meeting:
    """Somebody else's is not there."""
    return get_object_or_404(side.meetings(), pk=pk)
