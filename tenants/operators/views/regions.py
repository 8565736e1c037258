"""Regions: how they are, pausing them, letting them go on."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.permissions import Audience, allow
from tenants.models import Region, Status
from tenants.operators.about import condition_of
from tenants.operators.forms import ReasonForm
from tenants.operators.models import Deed
from tenants.signup.models import Application
from tenants.suspend import NotLive, NotSuspended, ReasonMissing, resume, suspend

PER_PAGE = 24


@allow(Audience.OPERATOR)
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """What waits for us, what is being made, what went wrong, and every region with its state."""
    regions = Region.objects.prefetch_related("domains").order_by("name", "pk")
    context = {
        "waiting": Application.objects.waiting().defer("logo").order_by("confirmed_at")[:PER_PAGE],
        "in_the_making": Application.objects.in_the_making().defer("logo").order_by("approved_at")[:PER_PAGE],
        "failed": Application.objects.failed().defer("logo").order_by("failed_at")[:PER_PAGE],
        "page": Paginator(regions, PER_PAGE).get_page(request.GET.get("seite")),
        "deeds": Deed.objects.all()[:6],
    }
    return render(request, "operators/dashboard.html", context)


@allow(Audience.OPERATOR)
@require_safe
def region(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Region.objects.prefetch_related("domains", "steps"), pk=pk)
    context = {
        "region": found,
        "steps": found.steps.all(),
        "application": Application.objects.filter(region=found).defer("logo").first(),
        "condition": condition_of(found),
        "deeds": Deed.objects.filter(region_id=found.pk)[:12],
        "can_suspend": found.status == Status.LIVE,
        "can_resume": found.status == Status.SUSPENDED,
    }
    return render(request, "operators/region.html", context)


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def suspension(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the reason, then pauses."""
    found = get_object_or_404(Region, pk=pk)
    form = ReasonForm(request.POST or None, hint=_("Der Grund steht im Verlauf der Region."))
    if request.method == "POST" and form.is_valid():
        try:
            suspend(found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except NotLive:
            messages.error(request, _("Pausieren lässt sich nur eine veröffentlichte Region."))
            return redirect("operators:region", pk=pk)
        except ReasonMissing:
            form.add_error("reason", _("Bitte nennen Sie den Grund."))
        else:
            messages.success(
                request, _("%(name)s ist pausiert. Gutscheine lassen sich weiter einlösen.") % {"name": found.name}
            )
            return redirect("operators:region", pk=pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "operators/suspension.html", {"region": found, "form": form}, status=status)


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
        messages.success(request, _("%(name)s ist wieder erreichbar.") % {"name": found.name})
    return redirect("operators:region", pk=pk)


@allow(Audience.OPERATOR)
@require_safe
def deeds(request: HttpRequest) -> HttpResponse:
    """Everything that was done, newest first."""
    page = Paginator(Deed.objects.all(), 50).get_page(request.GET.get("seite"))
    return render(request, "operators/deeds.html", {"page": page})
