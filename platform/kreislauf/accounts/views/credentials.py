"""What somebody signs in with: address and password."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kreislauf.accounts.account_forms import ConfirmForm, NewAddressForm, NewPasswordForm
from kreislauf.accounts.change import HOUR, AddressTaken, ask_new_address, change_address, change_password
from kreislauf.accounts.limits import wait_in_words
from kreislauf.accounts.realm import current_realm
from kreislauf.accounts.sessions import end_other_sessions
from kreislauf.accounts.signing_in.confirmed import asks_password, note_confirmation
from kreislauf.accounts.signing_in.device import remember_device
from kreislauf.accounts.views.frame import form_page
from kreislauf.links import BadLink
from kreislauf.permissions import Audience, allow
from kreislauf.web.local_path import local_path


@allow(Audience.SIGNED_IN, while_draft=True, while_paused=True)
@require_http_methods(["GET", "POST"])
@asks_password
def address(request: HttpRequest) -> HttpResponse:
    """Asks for the new one and mails the link that makes it valid."""
    form = NewAddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        new = form.cleaned_data["email"]
        if ask_new_address(request.user, new, at=timezone.now()):
            messages.info(
                request,
                _("Wir haben einen Link an %(address)s geschickt. Die Adresse gilt, sobald Sie ihn bestätigen.")
                % {"address": new},
            )
            return redirect("accounts:account")
        form.add_error(None, _("Das waren viele Anfragen. %(wait)s") % {"wait": wait_in_words(HOUR)})
    lead = _("Damit melden Sie sich an, und dorthin schreiben wir Ihnen. Jetzt: %(email)s")
    email = {"email": getattr(request.user, "email", "")}
    return form_page(
        request, form, heading=_("E-Mail-Adresse ändern"), lead=lead % email, submit=_("Bestätigung schicken")
    )


@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@require_http_methods(["GET", "POST"])
def new_address(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link in the mail to the new address. Asks first: programs open every link."""
    context = {"door": current_realm().door, "kind": "address"}
    try:
        if request.method == "POST":
            change_address(token, at=timezone.now())
            messages.success(request, _("Ihre neue E-Mail-Adresse gilt ab jetzt."))
            return redirect("accounts:sign_in")
        context["address"] = change_address(token, at=timezone.now(), only_look=True)
    except (BadLink, AddressTaken):
        return render(request, "accounts/bad_link.html", context, status=410)
    return render(request, "accounts/new_address.html", context)


@allow(Audience.SIGNED_IN, while_draft=True, while_paused=True)
@sensitive_post_parameters("old", "password")
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    person: Any = request.user
    form = NewPasswordForm(request.POST or None, user=person)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        change_password(person, form.cleaned_data["password"], at=now)
        update_session_auth_hash(request, person)
        end_other_sessions(person, this=request.session.session_key, at=now)
        messages.success(request, _("Ihr neues Passwort gilt ab jetzt. Andere Geräte sind abgemeldet."))
        response = redirect("accounts:account")
        remember_device(response, request, person)
        return response
    return form_page(request, form, heading=_("Passwort ändern"), submit=_("Passwort ändern"))


@allow(Audience.SIGNED_IN, while_draft=True, while_paused=True, before_factor=True)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def confirmation(request: HttpRequest) -> HttpResponse:
    """The password again, before something that somebody at an open screen must not do."""
    target = local_path(request.POST.get("next") or request.GET.get("next") or "") or reverse("accounts:account")
    form = ConfirmForm(request.POST or None, user=request.user, initial={"next": target})
    if request.method == "POST" and form.is_valid():
        note_confirmation(request)
        return redirect(target)
    lead = _("Bevor Sie weitermachen: Bitte geben Sie noch einmal Ihr Passwort ein.")
    return form_page(request, form, heading=_("Sind Sie es?"), lead=lead, submit=_("Weiter"))
