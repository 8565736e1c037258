"""In and out, for a region's people and for operators."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.accounts.forms import CodeForm, SignInForm
from kreislauf.accounts.limits import minutes_in_words
from kreislauf.accounts.realm import current_realm
from kreislauf.accounts.second_factor.challenge import host_of
from kreislauf.accounts.second_factor.code_app import WrongCode
from kreislauf.accounts.second_factor.factors import has_code_app
from kreislauf.accounts.signing_in.enter import complete, enter
from kreislauf.accounts.signing_in.half import half_signed_in
from kreislauf.accounts.signing_in.mailed_link import person_of_mailed_link
from kreislauf.accounts.signing_in.password import Tried, try_password
from kreislauf.accounts.signing_in.second_step import TooManyCodes, try_code
from kreislauf.links import BadLink
from kreislauf.permissions import Audience, allow
from kreislauf.web.local_path import local_path


@allow(Audience.ANYONE, while_draft=True, while_paused=True, secret=True)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    target_path = local_path(request.POST.get("next") or request.GET.get("next") or "")
    if request.method == "GET":
        if request.user.is_authenticated:
            return redirect(target_path or current_realm().start_page(request, request.user))
        return _page(request, SignInForm(), target_path, 200)
    form = SignInForm(request.POST)
    status = 422
    if form.is_valid():
        tried = try_password(request, **form.cleaned_data)
        if tried.person is not None:
            return enter(request, tried.person, at=timezone.now(), next_path=target_path)
        form.add_error(None, _refusal(tried))
        status = 429 if tried.wait_seconds or tried.by_link else 422
    return _page(request, form, target_path, status)


@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("accounts:sign_in" if current_realm().is_platform else "/")


@allow(Audience.ANYONE, while_draft=True, while_paused=True, secret=True)
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """After the password: a code from the app or from paper, or a passkey."""
    half = half_signed_in(request)
    if half is None:
        return render(request, "accounts/bad_link.html", {"kind": "half", "door": current_realm().door}, status=410)
    person, next_path = half
    form, now, status = CodeForm(request.POST or None), timezone.now(), 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            factor = try_code(request, person, form.cleaned_data["code"], at=now)
            return complete(request, person, factor=factor, at=now, next_path=next_path)
        except WrongCode:
            form.add_error("code", _("Dieser Code stimmt nicht oder wurde schon benutzt."))
        except TooManyCodes as many:
            form.add_error(None, _too_many(many.seconds))
            status = 429
    keys = list(person.passkeys.all())
    context = {
        "door": current_realm().door,
        "form": form,
        "has_app": has_code_app(person),
        "has_passkey": any(key.host == host_of(request) for key in keys),
        "elsewhere": sorted({key.host for key in keys} - {host_of(request)}),
    }
    return render(request, "accounts/second_factor.html", context, status=status)


@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@require_http_methods(["GET", "POST"])
def mailed_link(request: HttpRequest, token: str) -> HttpResponse:
    """Asks first: programs that read mails open every link in them."""
    now, realm = timezone.now(), current_realm()
    try:
        person = person_of_mailed_link(token, at=now)
    except BadLink:
        return render(request, "accounts/bad_link.html", {"kind": "sign_in", "door": realm.door}, status=410)
    if request.method == "POST":
        return enter(request, person, at=now)
    return render(request, "accounts/mailed_link.html", {"door": realm.door, "person": person})


def _page(request: HttpRequest, form: SignInForm, target_path: str, status: int) -> HttpResponse:
    realm = current_realm()
    context = {"form": form, "next": target_path, "door": realm.door, "is_platform": realm.is_platform}
    return render(request, "accounts/sign_in.html", context, status=status)


def _refusal(tried: Tried) -> str:
    if tried.by_link:
        return _(
            "Für diesen Zugang gab es sehr viele Versuche. Wenn Adresse und Passwort stimmen, haben wir Ihnen gerade "
            "einen Link geschickt, mit dem Sie sich anmelden."
        )
    if tried.wait_seconds:
        return _too_many(tried.wait_seconds)
    return _("E-Mail-Adresse und Passwort passen nicht zusammen.")


def _too_many(seconds: int) -> str:
    return _("Das waren viele Versuche. %(wait)s") % {"wait": minutes_in_words(seconds)}
