"""django-csp's middleware, which puts the policy together anew for each answer: ours is the same for nearly all."""

from __future__ import annotations

from functools import lru_cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponseBase

# Set by the library's decorators, and by its nonce.
_OWN_WISHES = ("_csp_config", "_csp_update", "_csp_replace", "_csp_exempt")


class PolicyMiddleware(CSPMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if getattr(request, "_csp_nonce", None) or any(hasattr(response, wish) for wish in _OWN_WISHES):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, _usual_policy())
        return response


@lru_cache(maxsize=1)
def _usual_policy() -> str:
    return build_policy()
