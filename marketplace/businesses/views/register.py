"""A business puts itself forward."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.accounts.limits import address_of_client, allow_try, wait_in_words
from kreislauf.accounts.uploads import uploads_of
from kreislauf.permissions import Audience, allow
from marketplace.businesses.forms import RegisterForm
from marketplace.businesses.models import Category
from marketplace.businesses.register import register as register_business
from tenants.branding.context import branding_of


@allow(Audience.ANYONE, takes_files=True)
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    has_terms = bool(branding_of(request).conditions.strip())
    if request.method == "GET":
        form = RegisterForm(has_terms=has_terms)
        return render(request, "businesses/register.html", {"form": form, "closed": not Category.objects.exists()})
    form = RegisterForm(request.POST, uploads_of(request), has_terms=has_terms)
    status = 422
    if form.is_trapped:
        # A program filled in the hidden field: it sees the usual thanks, and nothing is stored.
        return redirect("businesses:registered")
    if form.is_valid():
        if _may_try(request, form.cleaned_data["email"]):
            register_business(
                form.entry(), key=form.cleaned_data["key"], by=_("Formular auf der Website"), at=timezone.now()
            )
            return redirect("businesses:registered")
        form.add_error(None, _("Von hier kamen gerade viele Einträge. %(wait)s") % {"wait": wait_in_words(3600)})
        status = 429
    return render(request, "businesses/register.html", {"form": form}, status=status)


def _may_try(request: HttpRequest, email: str) -> bool:
    place = allow_try(f"register {address_of_client(request)}", 20, 3600)
    return allow_try(f"register {email}", 5, 3600) and place


@allow(Audience.ANYONE)
@require_safe
def registered(request: HttpRequest) -> HttpResponse:
    return render(request, "businesses/registered.html")
