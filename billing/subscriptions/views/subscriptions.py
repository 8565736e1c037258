"""The operators' list of regions: who pays what, since when, and what is open."""

from __future__ import annotations

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from billing.subscriptions.models import Balance, Subscription, Term
from billing.subscriptions.to_do import regions_without
from kreislauf.german import german_order
from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import numbered_page
from tenants.models import Region, Status

WITHOUT, TRIAL, RUNNING = "ohne", "probe", "laufend"
PER_PAGE = 24


@allow(Audience.OPERATOR)
@require_safe
def subscriptions(request: HttpRequest) -> HttpResponse:
    """By name, searched by words or filtered by what they have."""
    words, state = request.GET.get("q", "").strip()[:100], request.GET.get("stand", "")
    page = numbered_page(_found(words, state), request.GET.get("seite"), per_page=PER_PAGE)
    held = {one.pk: one for one in Subscription.objects.filter(pk__in=[region.held_by for region in page])}
    terms = {term.pk: term for term in _terms([region.term_is for region in page if region.term_is])}
    context = {
        "page": page,
        "rows": [(region, held.get(region.held_by), terms.get(region.term_is)) for region in page],
        "words": words,
        "state": state,
        "states": {"": _("Alle"), WITHOUT: _("Ohne Vertrag"), TRIAL: _("In der Probezeit"), RUNNING: _("Laufend")},
        "today": timezone.localdate(),
    }
    return render(request, "subscriptions/subscriptions.html", context)


def _found(words: str, state: str) -> QuerySet[Region]:
    on = timezone.localdate()
    held = Subscription.objects.filter(region_id=OuterRef("pk")).running_on(on).order_by("-pk")
    terms = Term.objects.filter(subscription=OuterRef("held_by"), from_on__lte=on).order_by("-from_on", "-pk")
    owed = Balance.objects.filter(invoice__region_id=OuterRef("pk"), open_cents__gt=0).order_by()
    found = regions_without(on=on) if state == WITHOUT else Region.objects.all()
    found = found.exclude(status__in=[Status.PROVISIONING, Status.GONE]).annotate(
        held_by=Subquery(held.values("pk")[:1]),
        term_is=Subquery(terms.values("pk")[:1]),
        owed=Coalesce(Subquery(owed.values("invoice__region_id").annotate(n=Sum("open_cents")).values("n")), 0),
    )
    if state in (TRIAL, RUNNING):
        trial = Subscription.objects.running_on(on).filter(trial_ends_on__gte=on).values("region_id")
        paying = Q(pk__in=trial)
        found = found.filter(held_by__isnull=False).filter(paying if state == TRIAL else ~paying)
    for word in words.split()[:5]:
        found = found.filter(Q(name__icontains=word) | Q(label__icontains=word))
    in_order: QuerySet[Region] = found.order_by(german_order("name"), "pk")
    return in_order


def _terms(keys: list[int]) -> QuerySet[Term]:
    return Term.objects.filter(pk__in=keys).select_related("version__plan")
