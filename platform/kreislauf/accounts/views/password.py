"""Setting a password: from an invitation, or because the old one is forgotten."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.accounts.accept import AlreadyAccepted, accept, open_invitation
from kreislauf.accounts.forgotten import BadResetLink, ask_for_password, person_of_link, set_forgotten_password
from kreislauf.accounts.forms import AcceptForm, ForgottenForm, PasswordForm
from kreislauf.accounts.limits import address_of_client, allow_try, wait_in_words
from kreislauf.accounts.realm import current_realm
from kreislauf.accounts.signing_in.enter import enter
from kreislauf.links import BadLink
from kreislauf.permissions import Audience, allow


@allow(Audience.ANYONE, while_draft=True, while_paused=True, secret=True)
@require_http_methods(["GET", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    form = ForgottenForm(request.POST or None)
    if request.method == "GET":
        return render(request, "accounts/forgotten.html", {"form": form, "door": current_realm().door})
    if not form.is_valid():
        return render(request, "accounts/forgotten.html", {"form": form, "door": current_realm().door}, status=422)
    email = form.cleaned_data["email"]
    # A fourth mail within the hour is dropped silently: the answer must not reveal whether the address is known.
    if not allow_try(f"forgotten {address_of_client(request)}", 20, 3600):
        form.add_error(None, _("Das waren viele Anfragen. %(wait)s") % {"wait": wait_in_words(3600)})
        return render(request, "accounts/forgotten.html", {"form": form, "door": current_realm().door}, status=429)
    if allow_try(f"forgotten {email}", 3, 3600):
        ask_for_password(email)
    return redirect("accounts:forgotten_sent")


@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@require_safe
def forgotten_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/forgotten_sent.html", {"door": current_realm().door})


@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest, who: str, token: str) -> HttpResponse:
    try:
        person = person_of_link(who, token)
        form = PasswordForm(request.POST or None, user=person)
        if request.method == "POST" and form.is_valid():
            now = timezone.now()
            user = set_forgotten_password(who, token, password=form.cleaned_data["password"], at=now)
            messages.success(request, _("Ihr neues Passwort gilt ab jetzt."))
            return enter(request, user, at=now)
    except BadResetLink:
        return render(request, "accounts/bad_link.html", {"kind": "reset", "door": current_realm().door}, status=410)
    context = {"form": form, "person": person, "door": current_realm().door}
    return render(request, "accounts/reset.html", context, status=422 if request.method == "POST" else 200)


@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        invitation = open_invitation(token, at=now)
        user = invitation.user
        form = AcceptForm(request.POST or None, user=user, initial={"name": user.name if user else ""})
        if request.method == "POST" and form.is_valid():
            user = accept(token, password=form.cleaned_data["password"], name=form.cleaned_data["name"], at=now)
            messages.success(request, _("Willkommen! Ihr Passwort ist gesetzt."))
            return enter(request, user, at=now)
    except AlreadyAccepted:
        return render(request, "accounts/bad_link.html", {"kind": "accepted", "door": current_realm().door}, status=410)
    except BadLink:
        return render(
            request, "accounts/bad_link.html", {"kind": "invitation", "door": current_realm().door}, status=410
        )
    context = {"form": form, "invitation": invitation}
    return render(request, "accounts/accept.html", context, status=422 if request.method == "POST" else 200)
