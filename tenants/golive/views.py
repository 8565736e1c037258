"""The checklist between the first sign-in and the day the site opens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region
from tenants.golive.check import checklist
from tenants.golive.publish import NotADraft, NotReady
from tenants.golive.publish import publish as publish_region


@allow(Audience.EDITOR)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    checks = checklist()
    context = {
        "checks": checks,
        "open": sum(not check.done for check in checks),
        "is_draft": current_region().is_draft,
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
        messages.success(request, _("Ihre Seite ist veröffentlicht. Ab jetzt kann sie jeder sehen."))
        return redirect("/")
    return redirect("golive:start")
