"""Operators' pages of regions: list, detail, suspend, resume, retry migrations, log."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.german import german_order
from kreislauf.house import rooms
from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import key_page
from tenants.branding.wording.wording import usual_wording
from tenants.golive.suspend import NotLive, NotSuspended, resume, suspend
from tenants.logbook.models import LogEntry
from tenants.models import SERVED, Domain, Region, Status
from tenants.operators.figures import known_of, titles
from tenants.operators.log_form import LogForm
from tenants.operators.log_lines import log_lines
from tenants.operators.region_facts import region_facts, region_summaries
from tenants.operators.retry_migration import NothingToMigrate, retry_migration
from tenants.operators.views.reason import reason_page
from tenants.signup.models import Application

PER_PAGE = 24
ASIDE = "zurueckgestellt"


@allow(Audience.OPERATOR)
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Waiting applications, regions being provisioned, failures, the newest regions."""
    context = {
        "waiting": Application.objects.waiting().defer("logo").order_by("confirmed_at")[:PER_PAGE],
        "in_the_making": Application.objects.in_the_making().defer("logo").order_by("approved_at")[:PER_PAGE],
        "failed": Application.objects.failed().defer("logo").order_by("failed_at")[:PER_PAGE],
        "quarantined": Region.objects.filter(quarantined_at__isnull=False).order_by("quarantined_at", "pk")[:PER_PAGE],
        "newest": Region.objects.prefetch_related("domains").order_by("-created_at", "-pk")[:6],
        "regions": Region.objects.count(),
        "entries": log_lines()[:6],
        "tiles": [tile for room in rooms() for tile in room.operator_tiles()],
    }
    return render(request, "operators/dashboard.html", context)


@allow(Audience.OPERATOR)
@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    """Every region with state, figures of last night and contact, searched by words or filtered by state."""
    words, state = request.GET.get("q", "").strip()[:100], request.GET.get("stand", "")
    page = Paginator(_found(words, state), PER_PAGE).get_page(request.GET.get("seite"))
    lines, known = region_summaries(list(page)), known_of(list(page))
    context = {
        "page": page,
        "rows": [(region, lines[region.schema_name], known[region.pk]) for region in page],
        "titles": titles(),
        "words": words,
        "state": state,
        "states": {"": _("Alle"), **dict(Status.choices), ASIDE: _("Zurückgestellt")},
    }
    return render(request, "operators/regions.html", context)


def _found(words: str, state: str) -> QuerySet[Region]:
    found = Region.objects.prefetch_related("domains").order_by(german_order("name"), "pk")
    if state == ASIDE:
        found = found.filter(quarantined_at__isnull=False)
    elif state in Status.values:
        found = found.filter(status=state)
    for word in words.split():
        hosts = Domain.objects.filter(tenant=OuterRef("pk"), domain__icontains=word)
        found = found.filter(Q(name__icontains=word) | Q(label__icontains=word) | Q(Exists(hosts)))
    return found


@allow(Audience.OPERATOR)
@require_safe
def region(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Region.objects.prefetch_related("domains", "steps"), pk=pk)
    facts = region_facts(found)
    context = {
        "region": found,
        "steps": found.steps.all(),
        "application": Application.objects.filter(region=found).defer("logo").first(),
        "facts": facts,
        "outcomes": found.outcomes.select_related("run").order_by("-pk")[:8],
        "entries": LogEntry.objects.filter(region_id=found.pk)[:12],
        "sections": [section for room in rooms() for section in room.operator_sections(found)],
        "can_suspend": found.status == Status.LIVE or found.is_suspended_by_office,
        "can_resume": found.status == Status.SUSPENDED,
        "can_try": found.status in SERVED and bool(found.quarantined_at or (facts and facts.missing)),
    }
    return render(request, "operators/region.html", context)


@allow(Audience.OPERATOR)
@require_POST
def another_try(request: HttpRequest, pk: int) -> HttpResponse:
    """Retry the region's migrations."""
    found = get_object_or_404(Region.objects.prefetch_related("domains"), pk=pk)
    facts = region_facts(found)
    try:
        retry_migration(found, behind=bool(facts and facts.missing), by=request.user, at=timezone.now())
    except NothingToMigrate:
        messages.info(request, _("Die Tabellen dieser Region sind schon aktuell."))
    else:
        messages.success(request, _("Der Versuch ist eingereiht. Wie er ausgeht, steht gleich hier."))
    return redirect("operators:region", pk=pk)


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def suspension(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause the region; the form asks for the reason."""
    found = get_object_or_404(Region, pk=pk)
    return reason_page(
        request,
        "operators/suspension.html",
        {"region": found},
        hint=_("Der Grund steht im Verlauf der Region und in der E-Mail an die Leitung."),
        act=partial(suspend, found),
        done=_("%(name)s ist pausiert. Gutscheine lassen sich weiter einlösen.")
        % {"name": capfirst(usual_wording(found).nominative)},
        refusals={NotLive: _("Pausieren lässt sich nur eine veröffentlichte Region.")},
        back=reverse("operators:region", args=[pk]),
    )


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def resumption(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Region, pk=pk)
    if request.method != "POST":
        return render(request, "operators/resumption.html", {"region": found})
    try:
        resume(found, by=request.user, at=timezone.now())
    except NotSuspended:
        messages.error(request, _("Diese Region ist nicht pausiert."))
    else:
        messages.success(
            request, _("%(name)s ist wieder erreichbar.") % {"name": capfirst(usual_wording(found).nominative)}
        )
    return redirect("operators:region", pk=pk)


@allow(Audience.OPERATOR)
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The platform's log, newest first, searched by words and filtered by what it is about."""
    filters = LogForm(request.GET)
    page = key_page(filters.entries(), request.GET.get("seite"), per_page=50)
    return render(
        request, "operators/log.html", {"page": page, "filters": filters, "words": request.GET.get("q", "")[:100]}
    )
