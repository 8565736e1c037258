"""Error pages in the site's own look, made without the database; programs that use the API get JSON."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kreislauf.permissions import KEEPS_FORMS
from kreislauf.storage import StoreUnavailable
from kreislauf.web.kept_form import keep_form
from kreislauf.web.page_of import form_page, opens, page_of

API = "/api/"
logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _answer(request, 400, "bad_request", _("Diese Anfrage ist nicht lesbar."))


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _answer(request, 403, "permission_denied", _("Dafür fehlt die Berechtigung."))


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The address of a link from a mail says what to do now; every other one may be mistyped or gone."""
    match = getattr(request, "resolver_match", None)
    is_link = match is not None and "token" in match.kwargs
    return _answer(request, 404, "not_found", _("Das gibt es hier nicht."), is_link=is_link)


def gone_meanwhile(request: HttpRequest) -> HttpResponse:
    """What the form is about was there when its page was opened."""
    sentence = _("Das gibt es nicht mehr. Vielleicht hat es gerade jemand anderes entfernt.")
    return _answer(request, 404, "not_found", sentence, template="gone_meanwhile", page=form_page(request))


def server_error(request: HttpRequest) -> HttpResponse:
    return _answer(request, 500, "error", _("Bei uns ist etwas schiefgegangen. Der Fehler ist gemeldet."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open longer than the browser window. A form of ours is shown again with what was typed."""
    page = page_of(request)
    if request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}":
        match = request.resolver_match
        response = redirect(page)
        if (
            match
            and getattr(match.func, "audience", None) in KEEPS_FORMS
            and keep_form(request, response, signed_out=False)
        ):
            return response
    return render(request, "errors/form_expired.html", {"page": page}, status=403)


def length_required(request: HttpRequest) -> HttpResponse:
    return _answer(request, 411, "length_required", _("Bitte senden Sie die Länge mit (Content-Length)."))


def too_large(request: HttpRequest, *, megabytes: int) -> HttpResponse:
    sentence = _("Das ist zu groß: Hier dürfen es höchstens %(n)s MB sein.") % {"n": megabytes}
    return _answer(request, 413, "too_large", sentence, megabytes=megabytes, form_page=request.path)


def busy(request: HttpRequest) -> HttpResponse:
    response = _answer(request, 503, "busy", _("Gerade ist sehr viel los. Bitte versuchen Sie es gleich noch einmal."))
    response["Retry-After"] = "10"
    return response


def store_away(request: HttpRequest) -> HttpResponse:
    page = request.path if request.method == "POST" and opens(request, request.path) else form_page(request)
    sentence = _("Dateien sind gerade nicht erreichbar. Bitte versuchen Sie es in einigen Minuten noch einmal.")
    response = _answer(request, 503, "store_away", sentence, template="store_away", page=page)
    response["Retry-After"] = "120"
    return response


def not_served(request: HttpRequest, page: str, *, status: int) -> HttpResponse:
    """Of a site that is not open: ``coming_soon``, ``paused``, ``leaving``; the first has nothing for programs yet."""
    if request.path.startswith(API):
        sentence = _("Diese Seite macht gerade Pause.") if status == 503 else _("Das gibt es hier nicht.")
        response: HttpResponse = JsonResponse(
            {"code": page if status == 503 else "not_found", "message": sentence}, status=status
        )
    else:
        response = render(request, f"errors/{page}.html", status=status)
    if status == 503:
        response["Retry-After"] = "3600"
    response.is_of_closed_site = True  # type: ignore[attr-defined]
    return response


def invalid_host(request: HttpRequest) -> HttpResponse:
    """Said plainly and at once: an error page would ask for the host again."""
    sentence = _("Das ist keine gültige Adresse.")
    if request.path.startswith(API):
        return JsonResponse({"code": "bad_request", "message": sentence}, status=400)
    return HttpResponse(f"{sentence}\n", status=400, content_type="text/plain; charset=utf-8")


def unknown_host(request: HttpRequest) -> HttpResponse:
    sentence = _("Unter dieser Adresse gibt es keine Seite")
    return _answer(request, 404, "not_found", f"{sentence}.", template="unknown_host")


def maintenance(request: HttpRequest, *, name: str) -> HttpResponse:
    """Of a region whose tables do not fit this code."""
    sentence = _("An dieser Seite wird gerade gearbeitet.")
    response = _answer(request, 503, "maintenance", sentence, template="maintenance", name=name)
    response["Retry-After"] = "600"
    return response


class MethodNotAllowedMiddleware:
    """A page where Django answers 405 with nothing: browsers show a page of their own for that.

    Somebody whose address bar still shows where a form was sent to, and who presses Enter there, comes back to the page
    that the form stands on: the nearest one above it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.streaming or response.content:
            return response
        in_browser = "text/html" in request.headers.get("Accept", "")
        if in_browser and request.method == "GET" and not request.path.startswith(API):
            return HttpResponseRedirect(form_page(request))
        page = _answer(request, 405, "method_not_allowed", _("So geht es hier nicht."), form_page=_back(request))
        page["Allow"] = response["Allow"]
        return page


class StoreAwayMiddleware:
    """A page for what cannot be done without the object store; its transaction is rolled back by then."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, StoreUnavailable):
            return None
        logger.warning("The object store does not answer: %s", exception)
        return store_away(request)


class GoneMeanwhileMiddleware:
    """A page where a row is gone that an action has found, and looks for again to lock it: two pressed the same button.

    Only of what changes something; its transaction is rolled back by then. On a page that only shows, a missing row is
    a fault of ours, and stays one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ObjectDoesNotExist) or request.method in ("GET", "HEAD", "OPTIONS"):
            return None
        logger.warning("Gone before it was locked: %s", exception, exc_info=exception)
        return gone_meanwhile(request)


def _back(request: HttpRequest) -> str:
    """The way to the form's page as ``../``: an answer to nobody must not repeat what stands in an address."""
    page = form_page(request)
    if page == "/" or not request.path.startswith(page):
        return page
    return "../" * (request.path.count("/") - page.count("/")) or "./"


def _answer(
    request: HttpRequest, status: int, code: str, sentence: str, *, template: str = "", **context: Any
) -> HttpResponse:
    if request.path.startswith(API):
        return JsonResponse({"code": code, "message": sentence}, status=status)
    return render(request, f"errors/{template or status}.html", context, status=status)
