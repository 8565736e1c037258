"""„Mein Konto“: what somebody sees and changes of their own access."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.accounts.account_forms import MailsForm, NameForm
from kreislauf.accounts.change import change_name
from kreislauf.accounts.muted import choices_of, mute
from kreislauf.accounts.realm import current_realm
from kreislauf.accounts.second_factor.factors import has_code_app
from kreislauf.accounts.sessions import end_other_sessions, end_session, open_sessions
from kreislauf.accounts.views.frame import form_page, page
from kreislauf.permissions import Audience, allow


@allow(Audience.SIGNED_IN, while_draft=True, while_paused=True, secret=True)
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    person: Any = request.user
    choices = choices_of(person)
    context = {
        "person": person,
        "passkeys": person.passkeys.count(),
        "has_app": has_code_app(person),
        "required": current_realm().requires_second_factor(person),
        "sessions": open_sessions(person, this=request.session.session_key),
        "form": MailsForm(choices=choices) if choices else None,
    }
    return page(request, "accounts/account.html", context)


@allow(Audience.SIGNED_IN, while_draft=True, while_paused=True)
@require_http_methods(["GET", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    person: Any = request.user
    form = NameForm(request.POST or None, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        change_name(person, form.cleaned_data["name"], at=timezone.now())
        messages.success(request, _("Ihr Name ist geändert."))
        return redirect("accounts:account")
    return form_page(request, form, heading=_("Name ändern"), submit=_("Speichern"))


@allow(Audience.SIGNED_IN, while_draft=True, while_paused=True)
@require_POST
def session_end(request: HttpRequest, mark: str) -> HttpResponse:
    if end_session(request.user, mark, at=timezone.now()):
        messages.success(request, _("Das Gerät ist abgemeldet."))
    return redirect("accounts:account")


@allow(Audience.SIGNED_IN, while_draft=True, while_paused=True)
@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    if end_other_sessions(request.user, this=request.session.session_key, at=timezone.now()):
        messages.success(request, _("Alle anderen Geräte sind abgemeldet."))
    return redirect("accounts:account")


@allow(Audience.SIGNED_IN, while_draft=True, while_paused=True)
@require_POST
def mails(request: HttpRequest) -> HttpResponse:
    mute(request.user, wanted=request.POST.getlist("mails"))
    messages.success(request, _("Gespeichert."))
    return redirect("accounts:account")
