"""Who may use a route is declared at the route, and refused centrally. A route without a declaration answers nobody."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

View = TypeVar("View", bound=Callable[..., Any])


class Audience(StrEnum):
    """Each stands for a group of people; see ``allows``."""

    ANYONE = "anyone"
    SIGNED_IN = "signed in"
    BUSINESS = "business"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"
    TOKEN = "token"  # noqa: S105 - the API checks its tokens itself, by scope


def allow(
    audience: Audience,
    *,
    while_draft: bool = False,
    while_paused: bool = False,
    while_off: bool = False,
    secret: bool = False,
) -> Callable[[View], View]:
    """Declare who may use a view: ``@allow(Audience.EDITOR)``.

    A route is closed to everybody but staff while its region is a draft or paused, and to all while its slice is
    switched off, unless it says otherwise: ``@allow(Audience.BUSINESS, while_paused=True, while_off=True)``.
    ``secret``: its answers hold a key, as those of each route with a ``<token>`` do (kreislauf.web.secret_pages).
    """

    def declare(view: View) -> View:
        view.audience = audience  # type: ignore[attr-defined]
        view.while_draft = while_draft  # type: ignore[attr-defined]
        view.while_paused = while_paused  # type: ignore[attr-defined]
        view.while_off = while_off  # type: ignore[attr-defined]
        view.secret = secret  # type: ignore[attr-defined]
        return view

    return declare


def allows(audience: Audience, user: Any) -> bool:
    """Whether the person belongs to the audience. Administrators are editors; staff may use every business's pages."""
    if audience in (Audience.ANYONE, Audience.TOKEN):
        return True
    if user is None or not user.is_authenticated:
        return False
    return audience is Audience.SIGNED_IN or audience in user.audiences


class PermissionMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        audience = getattr(view, "audience", None)
        if audience is None:
            raise ImproperlyConfigured(f"{request.path}: declare who may use this route with @allow(…).")
        user = request.user
        if allows(audience, user):
            return None
        if user.is_authenticated:
            raise PermissionDenied
        login_url = "operators:sign_in" if audience is Audience.OPERATOR else settings.LOGIN_URL
        return redirect_to_login(request.get_full_path(), resolve_url(login_url))
