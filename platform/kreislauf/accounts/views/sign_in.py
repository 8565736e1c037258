"""In and out."""

from __future__ import annotations

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.accounts.forms import SignInForm
from kreislauf.accounts.limits import address_of_client, allow_try, forgive
from kreislauf.accounts.models import User
from kreislauf.house import in_order, rooms, view_of
from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region
from kreislauf.web.local_path import local_path

QUARTER_HOUR = 15 * 60
BACKEND = "kreislauf.accounts.backend.EmailBackend"


@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    target_path = local_path(request.POST.get("next") or request.GET.get("next") or "")
    if request.method == "GET":
        if isinstance(request.user, User):
            return redirect(target_path or start_page(request, request.user))
        return render(request, "accounts/sign_in.html", {"form": SignInForm(), "next": target_path})
    form = SignInForm(request.POST)
    status = 422
    if form.is_valid():
        email, password = form.cleaned_data["email"], form.cleaned_data["password"]
        pair = f"sign-in {email} {address_of_client(request)}"
        if not _may_try(request, email, pair):
            form.add_error(
                None,
                _("Das waren viele Versuche. Warten Sie eine Viertelstunde oder fordern Sie ein neues Passwort an."),
            )
            status = 429
        elif user := authenticate(request, email=email, password=password):
            forgive(pair, QUARTER_HOUR)
            login(request, user, backend=BACKEND)
            return redirect(target_path or start_page(request, user))
        else:
            form.add_error(None, _("E-Mail-Adresse und Passwort passen nicht zusammen."))
    return render(request, "accounts/sign_in.html", {"form": form, "next": target_path}, status=status)


@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("/")


def start_page(request: HttpRequest, user: User) -> str:
    """Where somebody's work begins: the first page of their menu that is open at the moment."""
    menu = "office_menu" if user.is_staff_member else "business_menu"
    region = current_region()
    paused = not user.is_staff_member and region.redeems and not region.is_open
    links = in_order(link for room in rooms() for link in getattr(room, menu) if link.audience in user.audiences)
    return next((reverse(link.route) for link in links if not paused or view_of(link.route).while_paused), "/")


def _may_try(request: HttpRequest, email: str, pair: str) -> bool:
    """Few tries for an account from one place, more for a place (a Rathaus may share one), some for an account."""
    return all(
        [
            allow_try(pair, 6, QUARTER_HOUR),
            allow_try(f"sign-in {address_of_client(request)}", 100, QUARTER_HOUR),
            allow_try(f"sign-in {email}", 60, 3600),
        ]
    )
