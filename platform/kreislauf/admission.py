"""Let in those whom a route is for, and refuse everybody else. A route without a declaration answers nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from kreislauf.house import rooms
from kreislauf.permissions import KEEPS_FORMS, Audience
from kreislauf.web.htmx import from_htmx
from kreislauf.web.kept_form import keep_form, restore_form
from kreislauf.web.page_of import page_of


def allows(audience: Audience, request: HttpRequest) -> bool:
    """Whether the person belongs to the audience. Administrators are editors; staff may use every business's pages."""
    if audience in (Audience.ANYONE, Audience.TOKEN):
        return True
    if not request.user.is_authenticated:
        return False
    return audience is Audience.SIGNED_IN or audience in audiences_of(request)


def audiences_of(request: HttpRequest) -> frozenset[str]:
    """What the person's role opens, less what a room takes away: somebody may do less at one business than at another.

    Worked out once in a request; ``forget_audiences`` is for a view that changes what it depends on.
    """
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return frozenset()
    found: tuple[Any, frozenset[str]] | None = getattr(request, "audiences", None)
    if found is None or found[0] != user:
        left = frozenset(user.audiences)
        for room in rooms():
            left &= room.audiences(request, left)
        found = request.audiences = (user, left)  # type: ignore[attr-defined]
    return found[1]


def forget_audiences(request: HttpRequest) -> None:
    request.audiences = None  # type: ignore[attr-defined]


class PermissionMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        audience = getattr(view, "audience", None)
        if audience is None:
            raise ImproperlyConfigured(f"{request.path}: declare who may use this route with @allow(…).")
        if allows(audience, request):
            if audience in KEEPS_FORMS:
                restore_form(request)
            return None
        if request.user.is_authenticated:
            if audience is Audience.BUSINESS and Audience.TILL in audiences_of(request):
                return render(request, "errors/till_only.html", status=403)
            raise PermissionDenied
        return _to_sign_in(request, audience)


def _to_sign_in(request: HttpRequest, audience: Audience) -> HttpResponse:
    """Nothing typed is lost, and the way leads back to the page that the form stood on, never to a browser error."""
    response: HttpResponse = redirect_to_login(page_of(request), resolve_url(settings.LOGIN_URL))
    if from_htmx(request):  # the whole page, not the part that was asked for
        response = HttpResponse(headers={"HX-Redirect": response["Location"]})
    if audience in KEEPS_FORMS:
        keep_form(request, response)
    return response
