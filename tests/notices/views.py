"""The board for everybody, for businesses, partners and the office."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kreislauf.permissions import Audience, allow
from tests.notices.models import Notice
from tests.notices.take_down import take_down


@allow(Audience.ANYONE)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    notices = Notice.objects.showing(timezone.localdate())
    return render(request, "notices/board.html", {"notices": notices})


@allow(Audience.ANYONE, while_off=True)
@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody has the address of stays readable."""
    return render(request, "notices/board.html", {"notices": [get_object_or_404(Notice, pk=pk)]})


@allow(Audience.BUSINESS)
@require_safe
def for_businesses(request: HttpRequest) -> HttpResponse:
    return board(request)


@allow(Audience.PARTNER)
@require_safe
def for_partners(request: HttpRequest) -> HttpResponse:
    return board(request)


@allow(Audience.EDITOR)
@require_safe
def office(request: HttpRequest) -> HttpResponse:
    return render(request, "notices/office.html", {"notices": Notice.objects.all()})


@allow(Audience.EDITOR)
@require_POST
def taking_down(request: HttpRequest, pk: int) -> HttpResponse:
    take_down(get_object_or_404(Notice, pk=pk), by=request.user, at=timezone.now())
    return redirect("notices:office:list")
