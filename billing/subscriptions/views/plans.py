"""Operators' pages of plans and of who writes the invoices."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from billing.subscriptions.change_seller import change_seller
from billing.subscriptions.forms.parties import SellerForm
from billing.subscriptions.forms.plan import PlanForm, VersionForm, first_values
from billing.subscriptions.models import Plan, PlanVersion
from billing.subscriptions.models.seller import seller
from billing.subscriptions.plans import make_version, withdraw
from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import numbered_page


@allow(Audience.OPERATOR)
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan with the prices that hold today; withdrawn ones last."""
    ordered = Plan.objects.order_by(F("withdrawn_at").asc(nulls_first=True), "pk")
    page = numbered_page(ordered, request.GET.get("seite"), per_page=24)
    today = timezone.localdate()
    versions = PlanVersion.objects.filter(plan__in=list(page), valid_from__lte=today).prefetch_related("tiers")
    valid = {one.plan_id: one for one in versions.order_by("plan_id", "-valid_from", "-pk").distinct("plan_id")}
    context = {"page": page, "rows": [(plan, valid.get(plan.pk)) for plan in page]}
    return render(request, "subscriptions/plans.html", context)


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new_plan(request: HttpRequest) -> HttpResponse:
    form, prices = PlanForm(request.POST or None), VersionForm(request.POST or None, initial=_from_today())
    if request.method == "POST" and form.is_valid() and prices.is_valid():
        return _save(request, form.instance, prices)
    status = 422 if form.errors or prices.errors else 200
    return render(request, "subscriptions/new_plan.html", {"form": form, "prices": prices}, status=status)


@allow(Audience.OPERATOR)
@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan, with every version that it had."""
    found = get_object_or_404(Plan, pk=pk)
    versions = found.versions.prefetch_related("tiers")[:50]
    return render(request, "subscriptions/plan.html", {"plan": found, "versions": versions})


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Another price from a day on, filled in with the last one."""
    found = get_object_or_404(Plan, pk=pk)
    last = found.versions.prefetch_related("tiers").first()
    form = VersionForm(request.POST or None, initial=_from_today() | first_values(last))
    if request.method == "POST" and form.is_valid():
        return _save(request, found, form)
    context = {"plan": found, "form": form}
    return render(request, "subscriptions/new_version.html", context, status=422 if form.errors else 200)


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before nobody can take the plan any more."""
    found = get_object_or_404(Plan, pk=pk)
    if request.method != "POST":
        return render(request, "subscriptions/withdrawal.html", {"plan": found})
    withdraw(found, by=request.user, at=timezone.now())
    messages.success(request, _("Den Tarif %(name)s bekommt keine Region mehr neu.") % {"name": found.name})
    return redirect("subscriptions:plans")


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def sender(request: HttpRequest) -> HttpResponse:
    """Who writes the invoices."""
    form = SellerForm(request.POST or None, instance=seller())
    if request.method == "POST" and form.is_valid():
        change_seller(form.instance, fields=form.changed_data, by=request.user, at=timezone.now())
        messages.success(request, _("Die Angaben sind gespeichert. Sie gelten für neue Rechnungen."))
        return redirect("subscriptions:sender")
    context = {"form": form, "missing": form.missing_labels()}
    return render(request, "subscriptions/sender.html", context, status=422 if form.errors else 200)


def _save(request: HttpRequest, plan: Plan, form: VersionForm) -> HttpResponse:
    said = form.cleaned_data
    make_version(
        plan,
        valid_from=said["valid_from"],
        every_months=said["every_months"],
        trial_days=said["trial_days"],
        fee_basis_points=form.fee_basis_points,
        tiers=form.tiers(),
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, _("Die Preise sind gespeichert. Laufende Verträge behalten die ihren."))
    return redirect("subscriptions:plan", pk=plan.pk)


def _from_today() -> dict[str, object]:
    return {"valid_from": timezone.localdate()}
