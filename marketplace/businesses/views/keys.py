"""A business's keys to the API."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kreislauf.accounts.api import create_token
from kreislauf.accounts.models import ApiToken
from kreislauf.accounts.revoke_token import revoke_token
from kreislauf.accounts.signing_in.confirmed import asks_password_to_post
from kreislauf.audit.record import record
from kreislauf.forms.text_fields import LineField
from kreislauf.house import declared
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask
from kreislauf.web.pages import KeyPage, key_page
from marketplace.businesses.membership import with_business
from marketplace.businesses.models import Business
from tenants.branding.models import Branding
from tenants.branding.modules import rooms_on

PER_PAGE = 24


class KeyForm(forms.Form):
    name = LineField(
        label=gettext_lazy("Wofür ist der Schlüssel?"),
        max_length=80,
        help_text=gettext_lazy("Zum Beispiel: Kasse am Tresen."),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Was darf er?"),
        choices=lambda: list(declared("scopes", rooms_on(Branding.objects.get())).items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Bitte wählen Sie mindestens ein Recht.")},
    )


@allow(Audience.BUSINESS, while_closed=True, secret=True)
@with_business
@require_http_methods(["GET", "POST"])
@asks_password_to_post
def keys(request: HttpRequest, business: Business) -> HttpResponse:
    form = KeyForm(request.POST or None)
    context = {"business": business, "page": _page(request, business), "form": form}
    if request.method == "GET":
        return render(request, "businesses/business/keys.html", context)
    if not form.is_valid():
        return render(request, "businesses/business/keys.html", context, status=422)
    data, now = form.cleaned_data, timezone.now()
    with transaction.atomic():
        token, secret = create_token(
            name=data["name"], business_id=business.pk, scopes=data["scopes"], by=request.user, at=now
        )
        record("token.created", token, by=request.user, at=now, business=business.pk, scopes=data["scopes"])
    # No redirect: this page shows the secret once, and nothing stores it, not even a session.
    context |= {"page": _page(request, business), "form": KeyForm(), "token": token, "secret": secret}
    return render(request, "businesses/business/keys.html", context)


def _page(request: HttpRequest, business: Business) -> KeyPage:
    found = ApiToken.objects.filter(business_id=business.pk).order_by("-created_at", "-pk")
    return key_page(found, request.GET.get("seite"), per_page=PER_PAGE)


@allow(Audience.BUSINESS, while_closed=True)
@with_business
@require_http_methods(["GET", "HEAD", "POST"])
def revocation(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    """Asks first: a till that works with the key stops."""
    token = get_object_or_404(ApiToken, pk=pk, business_id=business.pk)
    if request.method != "POST":
        return ask(
            request,
            _("Den Schlüssel „%(name)s“ widerrufen?") % {"name": token.name},
            _("Was mit ihm arbeitet, kann sofort nicht mehr prüfen und einlösen. Er lässt sich nicht zurückholen."),
            submit=_("Schlüssel widerrufen"),
            cancel_url=reverse("businesses:business:keys"),
            frame="business",
        )
    revoke_token(token, by=request.user, at=timezone.now())
    messages.success(request, _("Der Schlüssel „%(name)s“ gilt nicht mehr.") % {"name": token.name})
    return redirect("businesses:business:keys")
