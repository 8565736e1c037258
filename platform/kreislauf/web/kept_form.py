"""What somebody had typed when the sign-in stood in the way. It is shown again in its form; nothing is done by itself.

The browser holds a number nobody can guess, the cache what was typed, for half an hour, and only the account that the
browser belonged to before gets it back. Passwords and files are never kept, nor what is typed on account pages.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from hashlib import sha256
from typing import Any, cast

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from kreislauf.regions import current_schema
from kreislauf.web.page_of import page_of

COOKIE, ACCOUNT_COOKIE = "eingaben", "konto"
KEEP_SECONDS = 30 * 60
ACCOUNT_SECONDS = 60 * 24 * 3600
MOST_CHARACTERS = 400_000
SECRETS = ("pass", "csrf", "otp", "token", "secret")


def keep_form(request: HttpRequest, response: HttpResponse, *, signed_out: bool = True) -> bool:
    """Keep the fields of a POST that was not taken, for the account that used this browser last. Whether one did."""
    account = request.COOKIES.get(ACCOUNT_COOKIE, "")
    if request.method != "POST" or not account:
        return False
    fields = request.POST.copy()
    for name in [name for name in fields if any(word in name.lower() for word in SECRETS)]:
        del fields[name]
    typed = fields.urlencode()
    if len(typed) > MOST_CHARACTERS:
        return False
    number = secrets.token_urlsafe(32)
    page = page_of(request).partition("?")[0]
    kept = {"account": account, "page": page, "own": page == request.path, "typed": typed, "out": signed_out}
    with suppress(RedisError):  # without the cache people sign in all the same
        cache.set(_key(number), kept, KEEP_SECONDS)
    _set(request, response, COOKIE, number, KEEP_SECONDS)
    return True


def restore_form(request: HttpRequest) -> None:
    """On the form's page, put back what was kept: the form binds ``request.POST``, and saves on a POST alone."""
    number = request.COOKIES.get(COOKIE)
    if not number or request.method != "GET":
        return
    kept = _take(number, page=request.path)
    if not kept or not constant_time_compare(kept["account"], account_mark(request.user)):
        return
    fields = QueryDict(kept["typed"])
    request._kept_fields = fields  # type: ignore[attr-defined]
    words = [_("Sie waren abgemeldet.") if kept["out"] else _("Das Formular war zu lange offen.")]
    words.append(_("Es wurde nichts gebucht und nichts gespeichert."))
    if kept["own"]:
        request.POST = fields
        words.append(_("Ihre Eingaben stehen noch im Formular."))
    messages.warning(request, " ".join(words))


def _take(number: str, *, page: str) -> dict[str, Any] | None:
    """What is kept for this page, once."""
    with suppress(RedisError):
        kept: dict[str, Any] | None = cache.get(_key(number))
        if kept and kept["page"] == page:
            cache.delete(_key(number))
            return kept
    return None


def kept_fields(request: HttpRequest) -> QueryDict:
    """What was typed in the form whose page this is, for pages whose form is sent elsewhere; mostly empty."""
    return cast(QueryDict, getattr(request, "_kept_fields", None) or QueryDict())


def remember_account(request: HttpRequest, response: HttpResponse) -> None:
    """Note in the browser whose it is, without saying it."""
    mark = account_mark(request.user)
    if request.COOKIES.get(ACCOUNT_COOKIE) != mark:
        _set(request, response, ACCOUNT_COOKIE, mark, ACCOUNT_SECONDS)


def forget_account(response: HttpResponse) -> None:
    response.delete_cookie(ACCOUNT_COOKIE)
    response.delete_cookie(COOKIE)


def account_mark(user: Any) -> str:
    """The same for the same account of the same region, and nothing that could be guessed or turned back."""
    return salted_hmac("kreislauf.account", f"{current_schema()} {user._meta.label} {user.pk}").hexdigest()


def _key(number: str) -> str:
    return f"kept-form-{sha256(number.encode()).hexdigest()}"  # the cookie may hold anything


def _set(request: HttpRequest, response: HttpResponse, name: str, value: str, seconds: int) -> None:
    response.set_cookie(name, value, max_age=seconds, secure=request.is_secure(), httponly=True, samesite="Lax")
