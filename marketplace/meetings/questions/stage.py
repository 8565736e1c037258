"""The page for the screen in the hall or the shared screen of a conference: one question, as large as it goes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.qr import qr_svg
from kreislauf.regions import current_region
from kreislauf.web.htmx import wants_part
from marketplace.meetings.models import Meeting, Question


@allow(Audience.ANYONE)
@require_safe
def stage(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked for the part again with the state that it shows, it answers 204 while that stands."""
    rows = Meeting.objects.public().filter(questions_open_at__isnull=False)
    meeting = get_object_or_404(rows, pk=pk)
    shown = Question.objects.on_show().filter(meeting=meeting)
    live = shown.live().first()
    state = f"{live.pk}-{live.votes}" if live else "0"
    if wants_part(request):
        if request.GET.get("stand") == state:
            return HttpResponse(status=204)
        return render(request, "meetings/questions/_stage.html", {"meeting": meeting, "live": live, "state": state})
    address = current_region().url + reverse("meetings:questions:list", args=[meeting.pk])
    context = {
        "meeting": meeting,
        "live": live,
        "state": state,
        "address": address.partition("://")[2],
        "code": qr_svg(address, label=address),
    }
    return render(request, "meetings/questions/stage.html", context)
