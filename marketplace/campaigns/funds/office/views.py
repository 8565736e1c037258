"""`/verwaltung/toepfe/`: staff looks after pots."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet, Sum
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.audit.lines import about, in_words
from kreislauf.money import format_euro
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import posted, say_undoable
from kreislauf.web.pages import numbered_page
from kreislauf.web.table_file import Euros, stream_table
from marketplace.campaigns.funds.keep import BudgetTooSmall, change, close, enter, has_matched, reopen
from marketplace.campaigns.funds.office.forms import FundForm
from marketplace.campaigns.funds.office.leadership import leads, leave_to_leadership
from marketplace.campaigns.funds.sentence import rest, rule
from marketplace.campaigns.models import Grant, Match, MatchFund
from tenants.branding.context import links_for

PER_PAGE, LATEST = 48, 6
STATES = {
    "": gettext_lazy("Alle"),
    "offen": gettext_lazy("Offen"),
    "leer": gettext_lazy("Leer"),
    "zu": gettext_lazy("Zu Ende"),
}


@allow(Audience.EDITOR)
@require_safe
def funds(request: HttpRequest) -> HttpResponse:
    state, now = request.GET.get("stand", ""), timezone.now()
    over = Q(closed_at__isnull=False) | Q(ends_at__lte=now)
    narrowed = {"offen": ~over & Q(left_cents__gt=0), "leer": ~over & Q(left_cents=0), "zu": over}.get(state, Q())
    rows = MatchFund.objects.filter(narrowed).select_related("body", "business").order_by("-ends_at", "-pk")
    page = numbered_page(rows, request.GET.get("seite"), per_page=PER_PAGE)
    context = {"page": page, "states": STATES, "state": state, "now": now}
    return render(request, "campaigns/funds/office/list.html", context)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = FundForm(posted(request), of_others=not leads(request))
    if request.method == "POST" and form.is_valid():
        fund = enter(form.facts(), key=form.cleaned_data["key"], by=request.user, at=timezone.now())
        messages.success(request, _("„%(name)s“ ist angelegt. Alle sehen den Topf jetzt.") % {"name": fund})
        return redirect("campaigns:funds:office_fund", pk=fund.pk)
    return _form_page(request, form)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    fund = _fund(pk)
    leave_to_leadership(request, fund)
    form = FundForm(posted(request), fund=fund, fixed=has_matched(fund), of_others=not leads(request))
    if request.method == "POST" and form.is_valid():
        try:
            change(fund, form.facts(), by=request.user, at=timezone.now())
        except BudgetTooSmall as refused:
            least = format_euro(refused.least_cents)
            form.add_error("budget_cents", _("%(least)s sind schon vorgemerkt: Weniger geht nicht.") % {"least": least})
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("campaigns:funds:office_fund", pk=pk)
    return _form_page(request, form, fund=fund)


def _form_page(request: HttpRequest, form: FundForm, *, fund: MatchFund | None = None) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "campaigns/funds/office/form.html", {"form": form, "fund": fund}, status=status)


@allow(Audience.EDITOR)
@require_safe
def fund(request: HttpRequest, pk: int) -> HttpResponse:
    """The pot, and what it has set aside for which campaign."""
    found, now = _fund(pk), timezone.now()
    page = numbered_page(_by_campaign(found), request.GET.get("seite"), per_page=PER_PAGE)
    rows = list(page)
    granted = Grant.objects.filter(fund=found, campaign__in=[row["campaign"] for row in rows])
    grants = {one.campaign_id: one for one in granted}
    context = {
        "fund": found,
        "may_change": leads(request) or not found.is_of_region,
        "rule": rule(found),
        "rest": rest(found, now),
        "now": now,
        "page": page,
        "rows": [{**row, "grant": grants.get(row["campaign"])} for row in rows],
        "lines": list(in_words(about(found)[:LATEST], links_for(request, "log_links"))),
        "log_query": f"zu={found._meta.label}:{pk}",
    }
    return render(request, "campaigns/funds/office/fund.html", context)


def _by_campaign(fund: MatchFund) -> QuerySet[Match, Any]:
    kept = Match.objects.filter(fund=fund, released_at__isnull=True).order_by()
    named = kept.values("campaign", "campaign__title", "campaign__ended_at", "campaign__business__name")
    return named.annotate(cents=Sum("cents"), number=Count("pk")).order_by("-cents", "campaign")


@allow(Audience.EDITOR)
@require_POST
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    found = _fund(pk)
    leave_to_leadership(request, found)
    close(found, by=request.user, at=timezone.now())
    undo = reverse("campaigns:funds:office_reopening", args=[pk])
    say_undoable(request, _("„%(name)s“ ist geschlossen: Es kommt nichts mehr dazu.") % {"name": found}, undo_url=undo)
    return redirect("campaigns:funds:office_fund", pk=pk)


@allow(Audience.EDITOR)
@require_POST
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    found = _fund(pk)
    leave_to_leadership(request, found)
    reopen(found, by=request.user, at=timezone.now())
    undo = reverse("campaigns:funds:office_closing", args=[pk])
    say_undoable(request, _("„%(name)s“ ist wieder offen.") % {"name": found}, undo_url=undo)
    return redirect("campaigns:funds:office_fund", pk=pk)


@allow(Audience.EDITOR)
@require_safe
def matches_file(request: HttpRequest, pk: int) -> FileResponse:
    """Each pledge that the pot has matched, without names."""
    found = _fund(pk)
    head = [_("Unterstützung"), _("Kampagne"), _("Betrieb"), _("vorgemerkt am"), _("Betrag in Euro"), _("Stand")]
    return stream_table(request, f"topf-{found.pk}", head, _match_rows(found))


def _match_rows(fund: MatchFund) -> Iterator[tuple[object, ...]]:
    matches = Match.objects.filter(fund=fund).select_related("pledge", "campaign__business", "grant").order_by("pk")
    for one in matches.iterator(chunk_size=500):
        day = f"{timezone.localtime(one.reserved_at):%d.%m.%Y}"
        names = (one.pledge.number, one.campaign.title, one.campaign.business.name)
        yield (*names, day, Euros(one.cents), _state(one))


def _state(match: Match) -> str:
    if match.released_at:
        return _("zurück im Topf")
    if match.grant is None:
        return _("vorgemerkt")
    return _("bezahlt") if match.grant.paid_at else _("bewilligt")


def _fund(pk: int) -> MatchFund:
    return get_object_or_404(MatchFund.objects.select_related("body", "business"), pk=pk)
