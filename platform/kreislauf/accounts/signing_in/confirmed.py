"""Ask for the password again before something that somebody at an open screen must not do."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from kreislauf.web.kept_form import keep_form
from kreislauf.web.page_of import page_of

KEY = "confirmed_at"
SECONDS = 15 * 60

Answer = TypeVar("Answer", bound=HttpResponseBase)


def note_confirmation(request: HttpRequest) -> None:
    """The password was given just now."""
    request.session[KEY] = int(time.time())


def asks_password(view: Callable[..., Answer]) -> Callable[..., Answer | HttpResponseRedirect]:
    """Above a view that answers GET as well: without a password in the last quarter of an hour it asks for it first."""

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer | HttpResponseRedirect:
        if is_confirmed(request):
            return view(request, *args, **kwargs)
        return HttpResponseRedirect(confirmation_address(request.path))

    return asking


def asks_password_to_post(view: Callable[..., Answer]) -> Callable[..., Answer | HttpResponseRedirect]:
    """Above a view whose page may be seen by anybody at the screen: a form waits until the password came.

    From there the way leads back to the page that the form stands on, with what was typed.
    """

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer | HttpResponseRedirect:
        if request.method != "POST" or is_confirmed(request):
            return view(request, *args, **kwargs)
        response = HttpResponseRedirect(confirmation_address(page_of(request).partition("?")[0]))
        keep_form(request, response, signed_out=False)
        return response

    return asking


def is_confirmed(request: HttpRequest) -> bool:
    return bool(time.time() - request.session.get(KEY, 0) <= SECONDS)


def confirmation_address(next_path: str) -> str:
    """Of the page that asks for the password and leads on."""
    return f"{reverse('accounts:confirmation')}?{urlencode({'next': next_path})}"
