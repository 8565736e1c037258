"""`/verwaltung/kampagnen/unterstuetzungen/`: all pledges of the region, and everything about one."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Prefetch, Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from billing.payments.models import Attempt, Charge
from kreislauf.audit.lines import about, in_words
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask
from kreislauf.web.pages import key_page
from kreislauf.web.table_file import stream_table
from marketplace.campaigns.models import PURPOSE, Match, Pledge
from marketplace.campaigns.models.pledge import CLOSED, PAID, UNPAID
from marketplace.campaigns.pledges.lines import WAITING, refuse_line, show_line
from marketplace.campaigns.pledges.receipt import receipt_of
from marketplace.campaigns.pledges.refund import refund_pledge
from marketplace.campaigns.pledges.rows import HEAD, row_of
from marketplace.campaigns.pledges.status import state_of
from marketplace.vouchers.codes import order_number_in
from tenants.branding.context import links_for

PER_PAGE, MOST_LINES, AT_ONCE = 24, 30, 500
STATES = {
    "": (gettext_lazy("alle"), Q()),
    "bezahlt": (gettext_lazy("bezahlt"), PAID),
    "wartet": (gettext_lazy("wartet auf Zahlung"), UNPAID),
    "erstattet": (
        gettext_lazy("erstattet"),
        Q(refunded_at__isnull=False) | Q(refund_pending_at__isnull=False),
    ),
    "satz": (gettext_lazy("Satz wartet"), WAITING),
    "beendet": (gettext_lazy("nicht bezahlt"), CLOSED),
}


@allow(Audience.EDITOR, while_off=True)
@require_GET
def pledges(request: HttpRequest) -> HttpResponse:
    page = key_page(_found(request), request.GET.get("seite"), per_page=PER_PAGE)
    context = {
        "page": page,
        "rows": [(one, state_of(one)) for one in page],
        "words": _words(request),
        "state": request.GET.get("stand", ""),
        "states": [(key, label) for key, (label, _question) in STATES.items()],
    }
    return render(request, "campaigns/pledges/office_list.html", context)


@allow(Audience.EDITOR, while_off=True)
@require_GET
def pledges_file(request: HttpRequest) -> FileResponse:
    rows = (row_of(one) for one in _found(request).iterator(chunk_size=AT_ONCE))
    return stream_table(request, f"unterstuetzungen-{timezone.localdate():%Y-%m-%d}", HEAD, rows)


@allow(Audience.EDITOR, while_off=True)
@require_GET
def pledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Backer, money, what a pot adds, and what was done, in one place."""
    found = _get(pk)
    charges = Charge.objects.order_by("received_at", "pk").prefetch_related("refunds", "chargebacks")
    attempts = Attempt.objects.of(PURPOSE, found.pk).select_related("merchant").order_by("created_at", "pk")
    tries = list(attempts.prefetch_related(Prefetch("charges", charges)))
    done = about(found, (Attempt, [attempt.pk for attempt in tries]))
    context = {
        "pledge": found,
        "campaign": found.campaign,
        "state": state_of(found),
        "parts": receipt_of(found),
        "attempts": tries,
        "matches": Match.objects.filter(pledge=found).select_related("fund"),
        "lines": list(in_words(done[:MOST_LINES], links_for(request, "log_links"))),
        "may_refund": found.is_paid,
    }
    return render(request, "campaigns/pledges/office_pledge.html", context)


@allow(Audience.EDITOR, while_off=True)
@require_http_methods(["GET", "HEAD", "POST"])
def refund(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: money goes back."""
    found = _get(pk)
    if request.method != "POST":
        return ask(
            request,
            _("Diese Unterstützung erstatten?"),
            _("Alles zusammen geht zurück. Ein unbenutzter Gutschein daraus gilt dann nicht mehr."),
            submit=_("Erstatten"),
            cancel_url=reverse("campaigns:pledges:office_pledge", args=[pk]),
        )
    if refund_pledge(found, reason="Verwaltung", by=request.user, at=timezone.now()):
        messages.success(request, _("Die Erstattung ist unterwegs."))
    else:
        messages.error(request, _("Das geht nicht: Der Gutschein ist benutzt, oder die Bank hat das Geld schon."))
    return redirect("campaigns:pledges:office_pledge", pk=pk)


@allow(Audience.EDITOR, while_off=True)
@require_POST
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """Show or refuse a backer's line; either can be changed later."""
    found, decide = _get(pk), refuse_line if "ablehnen" in request.POST else show_line
    decide(found, by=request.user, at=timezone.now())
    text = _("Der Satz erscheint nicht.") if "ablehnen" in request.POST else _("Der Satz steht auf der Seite.")
    messages.success(request, text)
    return redirect("campaigns:pledges:office_pledge", pk=pk)


def _get(pk: int) -> Pledge:
    return get_object_or_404(Pledge.objects.select_related("campaign__business", "reward", "voucher_order"), pk=pk)


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:200]


def _found(request: HttpRequest) -> QuerySet[Pledge]:
    """``?q=`` a number or an address, ``?stand=…``, ``?kampagne=7``; newest first."""
    wanted = STATES.get(request.GET.get("stand", ""), STATES[""])[1]
    if words := _words(request):
        wanted &= Q(number=order_number_in(words) or words[:9]) | Q(email=words.lower()[:254])
    campaign = request.GET.get("kampagne", "")
    if campaign.isdecimal() and len(campaign) < 10:
        wanted &= Q(campaign=int(campaign))
    found = Pledge.objects.filter(wanted).select_related("campaign__business", "reward")
    return found.order_by("-created_at", "-pk")
