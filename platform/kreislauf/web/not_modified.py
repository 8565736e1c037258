"""304 for browsers that have an answer already, the same whether it was made now or comes from the page cache."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from kreislauf.web.views_counted import HEADER

POLICY = "Content-Security-Policy"


def unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """304 (Not Modified) for a browser that has this answer: with the same policy, and its view counts."""
    found: Any = get_conditional_response(request, etag=response.get("ETag"), response=response)
    if not isinstance(found, HttpResponse) or found is response:
        return response
    for name in (HEADER, POLICY):
        if name in response.headers:
            found.headers[name] = response.headers[name]
    found.xframe_options_exempt = getattr(response, "xframe_options_exempt", False)
    return found
