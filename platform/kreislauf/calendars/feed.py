"""A calendar to download or to subscribe to."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from kreislauf.calendars.entry import Entry
from kreislauf.calendars.write import calendar_text


def calendar_feed(entries: Sequence[Entry], *, name: str, file_name: str) -> HttpResponse:
    """The view is a ``public_page``: programs that ask again are told 304 until something has changed."""
    response = HttpResponse(calendar_text(entries, name=name), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{file_name}"'
    return response


def subscription_url(request: HttpRequest, path: str) -> str:
    """``webcal://…``: a phone or a computer opens it with its calendar and asks whether to subscribe."""
    return f"webcal://{request.get_host()}{path}"
