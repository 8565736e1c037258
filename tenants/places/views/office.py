"""The office says which postcodes are the region's."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import posted
from tenants.places.choice_form import ChoiceForm
from tenants.places.choose import choose_postcodes
from tenants.places.read import region_places
from tenants.places.seat import seat


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def postcodes(request: HttpRequest) -> HttpResponse:
    """„Suchen“ shows more to tick and saves nothing."""
    form = ChoiceForm(posted(request), seat=seat())
    if request.method == "POST" and form.is_valid() and not form.is_search:
        choose_postcodes(form.districts(), by=request.user, at=timezone.now())
        messages.success(request, _("Die Orte Ihrer Seite sind gespeichert."))
        return redirect("places:postcodes")
    context = {"form": form, "places": [] if form.is_bound else region_places()}
    return render(request, "places/postcodes.html", context, status=422 if form.errors else 200)
