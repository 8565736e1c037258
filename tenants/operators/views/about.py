"""What the platform says of itself, edited by operators."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kreislauf.permissions import Audience, allow
from tenants.about.change import change_about
from tenants.about.read import about, signup_is_open
from tenants.operators.about_form import AboutForm


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    form = AboutForm(request.POST or None, instance=about())
    if request.method == "POST" and form.is_valid():
        change_about(form.instance, fields=form.changed_data, by=request.user, at=timezone.now())
        messages.success(request, _("Die Angaben sind gespeichert."))
        return redirect("operators:about")
    context = {"form": form, "missing": form.missing_labels(), "closed": not signup_is_open()}
    return render(request, "operators/about.html", context, status=422 if form.errors else 200)
