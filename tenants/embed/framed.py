"""An answer that the sites which the region names may show in a frame."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import SELF
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse

from tenants.embed.models import EmbedHost


def framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The policy names the sites; ``kreislauf.web.headers`` leaves the header out that would forbid it, and cookies."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        sources = [host.source for host in EmbedHost.objects.all()]
        response["Content-Security-Policy"] = build_policy(replace={"frame-ancestors": [SELF, *sources]})
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response["X-Robots-Tag"] = "noindex"  # search engines know the whole page
        response.xframe_options_exempt = True
        return response

    return answer
