"""Pages with a form that ends at a payment provider's."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from billing.providers.patience import hurried
from billing.providers.table import page_origins

View = Callable[..., HttpResponse]


def leads_to_payment(view: View) -> View:
    """Let the page's forms be redirected to the providers' pages, and wait 3 seconds at most for a provider.

    Chromium applies ``form-action`` to the redirects that follow a form, too: without this nobody could pay there.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with hurried():
            response = view(request, *args, **kwargs)
        response._csp_update = {"form-action": page_origins()}  # type: ignore[attr-defined]
        return response

    return answer
