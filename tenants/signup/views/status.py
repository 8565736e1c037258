"""The applicant's pages: confirming the address, and how far the application is."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.links import BadLink, Expired
from kreislauf.permissions import Audience, allow
from tenants.signup.confirm import application_to_confirm, confirm
from tenants.signup.models import Application
from tenants.signup.status import application_of, lines, making, status_path


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail opens this page; only its button confirms."""
    try:
        application = application_to_confirm(token, at=timezone.now())
    except Expired:
        return render(request, "signup/expired.html", status=410)
    except (BadLink, Application.DoesNotExist):
        raise Http404 from None
    if request.method == "POST":
        confirm(application, at=timezone.now())
        return redirect(status_path(application))
    if application.confirmed_at is not None or application.rejected_at is not None:
        return redirect(status_path(application))
    return render(request, "signup/confirm.html", {"application": application})


@allow(Audience.ANYONE)
@require_safe
def status(request: HttpRequest, token: str) -> HttpResponse:
    return render(request, "signup/status.html", _context(token))


@allow(Audience.ANYONE)
@require_safe
def progress(request: HttpRequest, token: str) -> HttpResponse:
    """The part of the page that moves while the region is made."""
    return render(request, "signup/parts/progress.html", _context(token))


def _context(token: str) -> dict[str, object]:
    try:
        application = application_of(token, at=timezone.now())
    except (BadLink, Application.DoesNotExist):
        raise Http404 from None
    busy = application.approved_at is not None and application.finished_at is None and application.failed_at is None
    return {
        "application": application,
        "token": token,
        "lines": lines(application),
        "making": making(application) if application.approved_at else [],
        "busy": busy,
    }
