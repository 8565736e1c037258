"""Which parts of the site are on."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.slices import Slice
from tenants.branding.models import Branding
from tenants.branding.modules import is_on, modules
from tenants.branding.switch import put_first, switch


@allow(Audience.ADMINISTRATOR)
@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    branding = Branding.objects.get()
    rows = [(one, is_on(one, branding)) for one in modules().values()]
    return render(request, "branding/modules.html", {"rows": rows, "first": branding.first})


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def switch_off(request: HttpRequest, name: str) -> HttpResponse:
    """Asks first, and says what goes on although the slice is off."""
    one = _module(name)
    if request.method == "POST":
        switch(one, on=False, by=request.user, at=timezone.now())
        messages.success(request, _("„%(title)s“ ist abgeschaltet.") % {"title": one.title})
        return redirect("branding:modules")
    context = {"one": one, "cancel_url": reverse("branding:modules")}
    return render(request, "branding/module_off.html", context)


@allow(Audience.ADMINISTRATOR)
@require_POST
def switch_on(request: HttpRequest, name: str) -> HttpResponse:
    one = _module(name)
    switch(one, on=True, by=request.user, at=timezone.now())
    messages.success(request, _("„%(title)s“ ist wieder da.") % {"title": one.title})
    return redirect("branding:modules")


@allow(Audience.ADMINISTRATOR)
@require_POST
def first(request: HttpRequest, name: str) -> HttpResponse:
    one = _module(name)
    put_first(one, by=request.user, at=timezone.now())
    messages.success(request, _("Die Startseite beginnt jetzt mit „%(title)s“.") % {"title": one.title})
    return redirect("branding:modules")


def _module(name: str) -> Slice:
    try:
        return modules()[name]
    except KeyError:
        raise Http404 from None
