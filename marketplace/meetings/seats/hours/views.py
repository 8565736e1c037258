"""Booking a talk with an adviser, and offering such talks."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import posted
from kreislauf.web.pages import numbered_page
from marketplace.advice.models import Adviser
from marketplace.meetings.models import Meeting, Meetings
from marketplace.meetings.seats.hours.forms import HoursForm
from marketplace.meetings.seats.hours.offer import offer_hours
from marketplace.meetings.writing.side import OFFICE, Side, partner_side
from marketplace.partners.membership import with_body
from marketplace.partners.models import Body

PER_PAGE = 24


def free_talks() -> Meetings:
    """Talks to come that nobody has booked."""
    slots = Meeting.objects.public().takes_place().filter(adviser__in=Adviser.objects.shown(), taken=0)
    return slots.filter(starts_at__gt=timezone.now())


@allow(Audience.ANYONE)
@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    """Who has time, and when next."""
    free = free_talks().order_by().values("adviser").annotate(n=Count("pk"), first=Min("starts_at"))
    page = numbered_page(free.order_by("first", "adviser"), request.GET.get("seite"), per_page=PER_PAGE)
    advisers = Adviser.objects.select_related("body").in_bulk([one["adviser"] for one in page])
    rows = [(advisers[one["adviser"]], one["n"], one["first"]) for one in page]
    up = [(_("Termine"), reverse("meetings:list"))]
    return render(request, "meetings/seats/hours/list.html", {"page": page, "rows": rows, "up": up})


@allow(Audience.ANYONE)
@require_safe
def of_adviser(request: HttpRequest, pk: int) -> HttpResponse:
    adviser = get_object_or_404(Adviser.objects.shown().select_related("body"), pk=pk)
    talks = free_talks().filter(adviser=adviser).order_by("starts_at", "pk")
    page = numbered_page(talks.only("title", "starts_at"), request.GET.get("seite"), per_page=48)
    up = [(_("Termine"), reverse("meetings:list")), (_("Sprechstunden"), reverse("meetings:hours:all"))]
    return render(request, "meetings/seats/hours/adviser.html", {"adviser": adviser, "page": page, "up": up})


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def office_offer(request: HttpRequest) -> HttpResponse:
    return _offer(request, OFFICE)


@allow(Audience.PARTNER)
@require_http_methods(["GET", "HEAD", "POST"])
@with_body
def partner_offer(request: HttpRequest, body: Body) -> HttpResponse:
    """For editors of partners that publish by themselves: nobody wants to approve twelve talks one by one."""
    side = partner_side(request, body)
    if not side.releases:
        raise Http404
    return _offer(request, side)


def _offer(request: HttpRequest, side: Side) -> HttpResponse:
    advisers = Adviser.objects.shown().select_related("body").in_order()
    advisers = advisers.filter(**side.host) if side.host else advisers
    form = HoursForm(posted(request), advisers=advisers)
    if request.method == "POST" and form.is_valid():
        adviser: Adviser = form.cleaned_data["adviser"]
        key = form.cleaned_data["key"]
        made = offer_hours(adviser, form.hours(), key=key, by=request.user, at=timezone.now())
        text = ngettext("%(n)s Gespräch steht zur Wahl.", "%(n)s Gespräche stehen zur Wahl.", len(made))
        messages.success(request, text % {"n": len(made)})
        return redirect("meetings:hours:adviser", adviser.pk)
    context = {"side": side, "form": form}
    return render(request, "meetings/seats/hours/offer.html", context, status=422 if form.errors else 200)
