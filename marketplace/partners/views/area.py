"""A partner's own area: for whom somebody writes, and what the partner says about itself."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.accounts.models import User
from kreislauf.accounts.uploads import uploads_of
from kreislauf.permissions import Audience, allow
from kreislauf.web.row_id import row_id
from marketplace.partners.bodies.change import change
from marketplace.partners.bodies.forms import facts_of, own_form
from marketplace.partners.membership import CHOSEN, bodies_of, is_body_editor, with_body
from marketplace.partners.models import Body


@allow(Audience.PARTNER)
@require_POST
def choice(request: HttpRequest) -> HttpResponse:
    """Write for another of one's bodies from now on; any other number changes nothing."""
    chosen = row_id(request.POST.get("partner", ""))
    if bodies_of(cast("User", request.user)).filter(pk=chosen).exists():
        request.session[CHOSEN] = chosen
    return redirect("home:partner:home")


@allow(Audience.PARTNER, takes_files=True)
@with_body
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest, body: Body) -> HttpResponse:
    """Its editors change it at once; who only writes reads it."""
    may_edit = is_body_editor(request, body)
    form = own_form(body)(request.POST or None, uploads_of(request) or None, initial=facts_of(body))
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        if form.is_valid():
            change(body, form.facts(), by=request.user, at=timezone.now())
            messages.success(request, _("Gespeichert. Alle sehen es sofort auf Ihrer Seite."))
            return redirect("partners:area:profile")
    context = {"form": form, "body": body, "may_edit": may_edit}
    return render(request, "partners/area/profile.html", context, status=422 if request.method == "POST" else 200)
