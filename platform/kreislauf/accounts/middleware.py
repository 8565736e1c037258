"""Who is asking, and whether they may go on without a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import SESSION_KEY, get_user
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from kreislauf.accounts.second_factor.required import must_set_up
from kreislauf.permissions import Audience
from kreislauf.web.kept_form import forget_account, remember_account


class SignInMiddleware:
    """``request.user``, looked up on first use. Shared caches do not store pages for signed-in people.

    A session in use goes on: the till that is opened every day never asks for the password again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _remembered_user(request))  # type: ignore[assignment]
        response = self.get_response(request)
        if request.session.accessed:
            _go_on(request, response)
        if request.session.accessed and not request.session.is_empty():
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def _go_on(request: HttpRequest, response: HttpResponse) -> None:
    asked = getattr(request, "_user", None)  # who it was when somebody first asked; else they sign in just now
    now = asked if isinstance(request.user, SimpleLazyObject) else request.user
    if SESSION_KEY in request.session and now is not None and now.is_authenticated:
        remember_account(request, response)
    elif asked is not None and asked.is_authenticated:  # they have just signed out
        forget_account(response)


class SecondFactorMiddleware:
    """Leads who must set up a second factor there from every page that is not for anybody; see ``before_factor``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if (
            view.audience in (Audience.ANYONE, Audience.TOKEN)
            or getattr(view, "before_factor", False)
            or not must_set_up(request)
        ):
            return None
        return redirect("accounts:factors")


def _remembered_user(request: HttpRequest) -> Any:
    if not hasattr(request, "_user"):
        request._user = user = get_user(request)  # type: ignore[attr-defined]
        if user.is_authenticated:
            request.session.note_use()  # type: ignore[attr-defined]
    return request._user  # type: ignore[attr-defined]
