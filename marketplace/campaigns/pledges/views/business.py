"""`/betrieb/kampagnen/7/unterstuetzungen/`: who backs a campaign of the business, and what is still to be sent."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import say_undoable
from kreislauf.web.pages import key_page
from kreislauf.web.table_file import stream_table
from marketplace.businesses.membership import with_business
from marketplace.businesses.models import Business
from marketplace.campaigns.models import Campaign, Pledge
from marketplace.campaigns.models.pledge import PAID, UNPAID
from marketplace.campaigns.pledges.deliver import NotSent, WasReceived, receive, send, unsend
from marketplace.campaigns.pledges.rows import HEAD, row_of
from marketplace.campaigns.pledges.status import is_to_send, state_of

PER_PAGE, AT_ONCE = 24, 500
OWED = Q(reward__isnull=False) & ~Q(reward__kind="voucher")
STATES = {
    "": (gettext_lazy("alle"), ~UNPAID & Q(paid_at__isnull=False) | Q(promised_at__isnull=False)),
    "offen": (gettext_lazy("zu verschicken"), PAID & OWED & Q(sent_at__isnull=True)),
    "verschickt": (gettext_lazy("verschickt"), PAID & OWED & Q(sent_at__isnull=False)),
    "zurueck": (gettext_lazy("zurückgegeben"), Q(refunded_at__isnull=False) | Q(refund_pending_at__isnull=False)),
}


@allow(Audience.BUSINESS, while_off=True)
@require_GET
@with_business
def backers(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    campaign = _campaign(business, pk)
    page = key_page(_found(request, campaign), request.GET.get("seite"), per_page=PER_PAGE)
    context = {
        "business": business,
        "campaign": campaign,
        "page": page,
        "rows": [(one, state_of(one), is_to_send(one)) for one in page],
        "state": request.GET.get("stand", ""),
        "states": [(key, label) for key, (label, _question) in STATES.items()],
    }
    return render(request, "campaigns/pledges/backers.html", context)


@allow(Audience.BUSINESS, while_off=True)
@require_GET
@with_business
def backers_file(request: HttpRequest, business: Business, pk: int) -> FileResponse:
    """With addresses, for labels."""
    campaign = _campaign(business, pk)
    rows = (row_of(one) for one in _found(request, campaign).iterator(chunk_size=AT_ONCE))
    return stream_table(request, f"unterstuetzungen-{campaign.slug}", HEAD, rows)


@allow(Audience.BUSINESS, while_off=True)
@require_POST
@with_business
def sending(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    """It was sent, or handed over at the counter."""
    pledge = _pledge(business, pk)
    try:
        send(pledge, by=request.user, at=timezone.now())
        undo = reverse("campaigns:pledges:unsending", args=[pk])
        text = _("%(number)s ist als verschickt vermerkt. Wir schreiben der Person.") % {"number": pledge.number}
        say_undoable(request, text, undo_url=undo)
    except NotSent:
        messages.error(request, _("Hier gibt es nichts zu verschicken."))
    return _back(request, pledge)


@allow(Audience.BUSINESS, while_off=True)
@require_POST
@with_business
def unsending(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    pledge = _pledge(business, pk)
    try:
        unsend(pledge, by=request.user, at=timezone.now())
        messages.success(request, _("Zurückgenommen: Es ist noch nichts verschickt."))
    except WasReceived:
        messages.error(request, _("Das geht nicht mehr: Es ist schon angekommen oder erstattet."))
    return _back(request, pledge)


@allow(Audience.BUSINESS, while_off=True)
@require_POST
@with_business
def reception(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    """The business knows that it has arrived."""
    pledge = _pledge(business, pk)
    try:
        receive(pledge, by=request.user, at=timezone.now())
        messages.success(request, _("%(number)s ist angekommen.") % {"number": pledge.number})
    except NotSent:
        messages.error(request, _("Es ist noch nichts verschickt."))
    return _back(request, pledge)


def _campaign(business: Business, pk: int) -> Campaign:
    return get_object_or_404(Campaign, pk=pk, business=business)


def _pledge(business: Business, pk: int) -> Pledge:
    rows = Pledge.objects.select_related("campaign", "reward")
    return get_object_or_404(rows, pk=pk, campaign__business=business)


def _back(request: HttpRequest, pledge: Pledge) -> HttpResponse:
    return redirect("campaigns:pledges:backers", pk=pledge.campaign_id)


def _found(request: HttpRequest, campaign: Campaign) -> QuerySet[Pledge]:
    """``?stand=offen``; newest first."""
    wanted = STATES.get(request.GET.get("stand", ""), STATES[""])[1]
    found = Pledge.objects.filter(wanted, campaign=campaign).select_related("campaign", "reward")
    return found.order_by("-created_at", "-pk")
