"""The checklist between the first sign-in and the day the site opens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.qr import qr_svg
from kreislauf.regions import current_region, stepping_into
from tenants.about.read import about
from tenants.branding.context import site_of_request
from tenants.golive.check import checklist
from tenants.golive.forms import PauseForm
from tenants.golive.poster import poster_pdf
from tenants.golive.publish import NotADraft, NotReady
from tenants.golive.publish import publish as publish_region
from tenants.golive.suspend import NotLive, NotOurs, NotSuspended, resume, suspend
from tenants.models import Region


@allow(Audience.EDITOR)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    checks = checklist()
    context = {
        "checks": checks,
        "open": sum(not check.done for check in checks),
        "is_draft": current_region().is_draft,
        "operator": about,  # asked only while the operators pause the site
        "may_publish": "administrator" in getattr(request.user, "audiences", ()),
    }
    return render(request, "golive/start.html", context)


@allow(Audience.ADMINISTRATOR)
@require_POST
def publication(request: HttpRequest) -> HttpResponse:
    try:
        publish_region(current_region(), by=request.user, at=timezone.now())
    except NotReady as refused:
        missing = ", ".join(str(check.title) for check in refused.missing)
        messages.error(request, _("Noch nicht: Es fehlt %(missing)s.") % {"missing": missing})
    except NotADraft:
        messages.error(
            request, _("Diese Seite ist gerade pausiert. Bitte wenden Sie sich an den Betrieb der Plattform.")
        )
    else:
        messages.success(request, _("Ihre Seite ist veröffentlicht. Ab jetzt können alle sie sehen."))
        return redirect("golive:next")
    return redirect("golive:start")


@allow(Audience.EDITOR)
@require_safe
def what_next(request: HttpRequest) -> HttpResponse:
    """How a published site becomes known: link, QR code, poster, a letter to businesses."""
    if current_region().is_draft:
        return redirect("golive:start")
    site = site_of_request(request)
    context = {
        "address": site.url,
        "host": site.url.partition("://")[2],
        "qr": qr_svg(f"{site.url}/", label=_("QR-Code zu Ihrer Seite")),
        "letter": render_to_string("golive/letter.txt", {"site": site, "join": site.join}).strip(),
    }
    return render(request, "golive/next.html", context)


@allow(Audience.EDITOR)
@require_safe
def poster(request: HttpRequest) -> HttpResponse:
    content = poster_pdf(site_of_request(request), on=timezone.localdate())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="plakat-{current_region().label}.pdf"'
    return response


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: HttpRequest) -> HttpResponse:
    """Asks for the reason, then the region's own people pause their site."""
    form = PauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            suspend(_region(), reason=form.cleaned_data["reason"], by=request.user, at=timezone.now(), by_office=True)
        except NotLive:
            messages.info(request, _("Pausieren lässt sich nur eine veröffentlichte Seite."))
        else:
            messages.success(request, _("Ihre Seite macht Pause. Beenden können Sie sie hier."))
        return redirect("golive:start")
    return render(request, "golive/pause.html", {"form": form}, status=422 if form.errors else 200)


@allow(Audience.ADMINISTRATOR)
@require_POST
def resumption(request: HttpRequest) -> HttpResponse:
    try:
        resume(_region(), by=request.user, at=timezone.now(), by_office=True)
    except NotSuspended:
        messages.info(request, _("Ihre Seite macht keine Pause."))
    except NotOurs:
        messages.error(request, _("Diese Pause können nur die Betreiber der Plattform beenden."))
    else:
        messages.success(request, _("Ihre Seite ist wieder offen."))
    return redirect("golive:start")


def _region() -> Region:
    card = current_region()
    with stepping_into(None):
        return Region.objects.prefetch_related("domains").get(pk=card.id)
