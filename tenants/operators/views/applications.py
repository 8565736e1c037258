"""Operators' pages of applications: list, detail, approve, reject, retry."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.permissions import Audience, allow
from tenants.art.theme import derive
from tenants.branding.modules import modules
from tenants.branding.theme_notes import theme_notes
from tenants.operators.forms import NoteForm
from tenants.operators.views.reason import reason_page
from tenants.signup import retained_logo
from tenants.signup.approve import AlreadyRejected, NotConfirmed
from tenants.signup.approve import approve as approve_application
from tenants.signup.ars import land_of
from tenants.signup.models import Application
from tenants.signup.preview import drawing
from tenants.signup.reject import AlreadyApproved
from tenants.signup.reject import reject as reject_application
from tenants.signup.retry import retry as retry_application
from tenants.signup.status import host_of, making, operator_lines

PER_PAGE = 24


@allow(Audience.OPERATOR)
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    rows = Application.objects.select_related("region").defer("logo").in_order_of_waiting()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("seite"))
    return render(request, "operators/applications.html", {"page": page})


@allow(Audience.OPERATOR)
@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    found = _application(pk)
    context = _context(found) | {
        "host": host_of(found),
        "remarks": found.remarks.all(),
        "note_form": NoteForm(asked=found.asked_at is not None and not found.approved_at and not found.rejected_at),
        "land": land_of(found.ars),
        "modules": [one.title for name, one in modules().items() if name in found.modules],
        "drawing": drawing(found.primary_colour, found.accent_colour, found.glyphs, found.name),
        "notes": theme_notes(derive(found.primary_colour, found.accent_colour)),
        "logo": retained_logo.to_text(bytes(found.logo)) if found.logo else "",
    }
    return render(request, "operators/application.html", context)


@allow(Audience.OPERATOR)
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that is refreshed while the region is provisioned."""
    return render(request, "operators/parts/making.html", _context(_application(pk)) | {"swap": True})


@allow(Audience.OPERATOR)
@require_POST
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Application, pk=pk)
    try:
        approve_application(found, by=request.user, at=timezone.now())
    except NotConfirmed:
        messages.error(request, _("Die E-Mail-Adresse ist noch nicht bestätigt."))
    except AlreadyRejected:
        messages.error(request, _("Dieser Antrag ist schon abgelehnt."))
    return redirect("operators:application", pk=pk)


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def rejection(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Application, pk=pk)
    return reason_page(
        request,
        "operators/rejection.html",
        {"application": found},
        hint=_("Der Grund steht in der Mail an die Verwaltung."),
        act=partial(reject_application, found),
        done=_("Der Antrag ist abgelehnt, die Subdomain wieder frei."),
        refusals={AlreadyApproved: _("Dieser Antrag ist schon freigegeben.")},
        back=reverse("operators:application", args=[pk]),
    )


@allow(Audience.OPERATOR)
@require_POST
def another_try(request: HttpRequest, pk: int) -> HttpResponse:
    retry_application(get_object_or_404(Application, pk=pk), by=request.user, at=timezone.now())
    return redirect("operators:application", pk=pk)


def _application(pk: int) -> Application:
    rows = Application.objects.select_related("region").prefetch_related("stages", "region__domains")
    return get_object_or_404(rows, pk=pk)


def _context(application: Application) -> dict[str, object]:
    busy = application.approved_at is not None and application.finished_at is None and application.failed_at is None
    return {
        "application": application,
        "lines": operator_lines(application),
        "making": making(application),
        "busy": busy,
    }
