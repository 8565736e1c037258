"""The office's page about what the region's map stands on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kreislauf.accounts.uploads import uploads_of
from kreislauf.permissions import Audience, allow
from tenants.areas.find import newest_import
from tenants.places.draw import draw_map, remove_map
from tenants.places.drawing_form import DrawingForm
from tenants.places.models import OwnMap


@allow(Audience.ADMINISTRATOR, takes_files=True)
@require_http_methods(["GET", "HEAD", "POST"])
def drawing(request: HttpRequest) -> HttpResponse:
    form = DrawingForm(request.POST, uploads_of(request)) if request.method == "POST" else DrawingForm()
    if form.is_bound and form.is_valid():
        draw_map(form.cleaned_data["file"], by=request.user, at=timezone.now())
        messages.success(request, _("Ihre Karte ist gespeichert."))
        return redirect("places:drawing")
    context = {"form": form, "own": OwnMap.objects.first(), "source": newest_import()}
    return render(request, "places/drawing.html", context, status=422 if form.errors else 200)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest) -> HttpResponse:
    """Asks first."""
    if request.method == "POST":
        remove_map(by=request.user, at=timezone.now())
        messages.success(request, _("Ihre eigene Karte ist entfernt."))
        return redirect("places:drawing")
    context = {"cancel_url": reverse("places:drawing"), "source": newest_import()}
    return render(request, "places/drawing_removal.html", context)
