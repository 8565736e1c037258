"""Campaigns as those see them who look after them: the list, and one with all that can be done with it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kreislauf.audit.lines import about, in_words
from kreislauf.web.pages import key_page
from marketplace.campaigns.models import Campaigns
from marketplace.campaigns.public.bar import bars_of
from marketplace.campaigns.reviewed import CAMPAIGN
from marketplace.campaigns.writing.checks import checks
from marketplace.campaigns.writing.desk import Desk
from marketplace.review.views.decision_context import decision_context
from tenants.branding.context import links_for

PER_PAGE = 24
LATEST = 8
STATES = {
    "": _("Alle"),
    "entwurf": _("Entwürfe"),
    "offen": _("Zu entscheiden"),
    "laeuft": _("Laufen"),
    "vorbei": _("Zu Ende"),
    "abgelehnt": _("Abgelehnt"),
    "angehalten": _("Angehalten oder zurückgezogen"),
    "geschlossen": _("Betrieb geschlossen"),
}


def list_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    state, words = request.GET.get("stand", ""), request.GET.get("q", "").replace("\0", "")[:80]
    found = _in_state(desk.campaigns(), state)
    found = found.in_words(words) if words else found
    rows = found.defer("text_md", "text_html", "words").order_by("-written_at", "-pk")
    page = key_page(rows, request.GET.get("seite"), per_page=PER_PAGE)
    states = {value: label for value, label in STATES.items() if value != "entwurf" or not desk.is_office}
    context = {"desk": desk, "page": page, "states": states, "state": state, "words": words}
    return render(request, "campaigns/writing/list.html", context)


def _in_state(found: Campaigns, state: str) -> Campaigns:
    if state == "entwurf":
        return found.filter(handed_in_at__isnull=True)
    if state == "offen":
        return found.waiting()
    if state == "laeuft":
        return found.running()
    if state == "geschlossen":
        return found.orphaned()
    if state == "vorbei":
        return found.filter(ended_at__isnull=False)
    if state == "abgelehnt":
        return found.filter(rejected_at__isnull=False)
    if state == "angehalten":
        return found.filter(stopped_at__isnull=False) | found.filter(withdrawn_at__isnull=False)
    return found


def campaign_page(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    one = desk.campaign(pk)
    context: dict[str, Any] = {
        "desk": desk,
        "campaign": one,
        "shown": one.proposed(),
        "rewards": list(one.rewards.select_related("offer").order_by("position", "pk")),
        "progress": bars_of([one])[pk] if one.approved_at else None,
        "checks": checks(one.proposed(), timezone.localdate()) if one.approved_at is None else [],
        "updates": list(one.updates.order_by("-written_at", "-pk")[:LATEST]),
        "lines": list(in_words(about(one)[:LATEST], links_for(request, "log_links") if desk.is_office else {})),
    }
    context["blocking"] = sum(check.blocks for check in context["checks"])
    if desk.is_office:
        context["log_query"] = f"zu={one._meta.label}:{pk}"
        if one.is_undecided:
            context |= decision_context(CAMPAIGN, one, version=one.version, in_office=True)
    return render(request, "campaigns/writing/campaign.html", context)
