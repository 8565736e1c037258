"""Operators' pages of a region's billing: whom invoices go to, which plan, from when to when."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from billing.subscriptions.buyer import buyer_of, change_buyer
from billing.subscriptions.forms.parties import OperatorBuyerForm
from billing.subscriptions.forms.plan import EndForm, SubscribeForm
from billing.subscriptions.models import Plan, PlanVersion, Subscription
from billing.subscriptions.overview import overview
from billing.subscriptions.subscribe import AlreadyRunning, Ended, change_plan, end, subscribe
from kreislauf.permissions import Audience, allow
from tenants.models import Region, Status


@allow(Audience.OPERATOR)
@require_safe
def region(request: HttpRequest, pk: int) -> HttpResponse:
    """Subscription, buyer and invoices of one region."""
    found = get_object_or_404(Region, pk=pk)
    context = {"region": found, "view": overview(pk, on=timezone.localdate())}
    return render(request, "subscriptions/region.html", context)


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def buyer(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Region, pk=pk)
    form = OperatorBuyerForm(request.POST or None, instance=buyer_of(pk))
    if request.method == "POST" and form.is_valid():
        change_buyer(form.instance, fields=form.changed_data, by=request.user, at=timezone.now())
        messages.success(request, _("Die Angaben sind gespeichert. Sie gelten für neue Rechnungen."))
        return redirect("subscriptions:region", pk=pk)
    return _form(request, "subscriptions/buyer.html", found, form)


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def beginning(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a subscription."""
    found = get_object_or_404(Region, pk=pk)
    first = {"inhabitants": buyer_of(pk).inhabitants, "on": _first_day(found)}
    form = SubscribeForm(request.POST or None, plans=Plan.objects.offered_to(found.kind), initial=first)
    if request.method == "POST" and form.is_valid():
        said, at = form.cleaned_data, timezone.now()
        version = said["plan"].version_on(said["on"])
        try:
            subscribe(found, _needed(version), inhabitants=said["inhabitants"], on=said["on"], by=request.user, at=at)
        except LookupError:
            form.no_price()
        except AlreadyRunning:
            messages.error(request, _("Diese Region hat schon einen Vertrag, der an dem Tag läuft."))
            return redirect("subscriptions:region", pk=pk)
        else:
            messages.success(request, _("Der Vertrag beginnt am %(day)s.") % {"day": f"{said['on']:%d.%m.%Y}"})
            return redirect("subscriptions:region", pk=pk)
    return _form(request, "subscriptions/beginning.html", found, form)


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another plan or another price, from the next period on."""
    found, running = get_object_or_404(Region, pk=pk), _open(pk)
    if running is None:
        return _without(request, pk)
    begins = max(running.next_begins_on, running.billed_from)
    first = {"inhabitants": buyer_of(pk).inhabitants}
    plans = Plan.objects.offered_to(found.kind)
    form = SubscribeForm(request.POST or None, plans=plans, begins=False, initial=first)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            version = _needed(said["plan"].version_on(begins))
            term = change_plan(running, version, inhabitants=said["inhabitants"], by=request.user, at=timezone.now())
        except LookupError:
            form.no_price()
        except Ended:
            return _without(request, pk)
        else:
            text = _("Ab dem %(day)s gilt der neue Preis. Die Region bekommt eine E-Mail.")
            messages.success(request, text % {"day": f"{term.from_on:%d.%m.%Y}"})
            return redirect("subscriptions:region", pk=pk)
    return _form(request, "subscriptions/change.html", found, form, begins=begins)


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    found, running = get_object_or_404(Region, pk=pk), _open(pk)
    if running is None:
        return _without(request, pk)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            over = end(running, reason=said["reason"], last_day=said["last_day"], by=request.user, at=timezone.now())
        except Ended:
            return _without(request, pk)
        day = f"{over.ends_on:%d.%m.%Y}"
        messages.success(request, _("Der Vertrag endet am %(day)s.") % {"day": day})
        return redirect("subscriptions:region", pk=pk)
    return _form(request, "subscriptions/ending.html", found, form)


def _first_day(region: Region) -> date:
    """The day on which it went live, if that was within the last month; else today."""
    today, live = timezone.localdate(), region.steps.filter(status=Status.LIVE).order_by("pk").first()
    since = timezone.localdate(live.at) if live else today
    return since if today - since <= timedelta(days=31) else today


def _form(request: HttpRequest, template: str, region: Region, form: object, **more: object) -> HttpResponse:
    context = {"region": region, "form": form, **more}
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def _open(region_id: int) -> Subscription | None:
    found: Subscription | None = Subscription.objects.filter(region_id=region_id, ends_on__isnull=True).first()
    return found


def _without(request: HttpRequest, pk: int) -> HttpResponse:
    messages.error(request, _("Diese Region hat keinen laufenden Vertrag."))
    return redirect("subscriptions:region", pk=pk)


def _needed(version: PlanVersion | None) -> PlanVersion:
    if version is None:
        raise LookupError
    return version
