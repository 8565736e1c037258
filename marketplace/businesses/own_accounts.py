"""The region sells vouchers like a business, and what is paid for them goes to its own accounts: the office has those.

So whoever works there at the moment finds no second set of accounts, which nobody would ever pay to.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from kreislauf.admission import allows
from kreislauf.permissions import Audience
from marketplace.businesses.models import Business

View = Callable[..., HttpResponseBase]


def with_own_accounts(*, office: str, audience: Audience = Audience.ADMINISTRATOR) -> Callable[[View], View]:
    """For pages about a business's money; ``office`` is the route of the region's own, for that ``audience``.

    Stands below what hands the view its business.
    """

    def of(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, business: Business, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if business.is_region:
                return explained(request, business, office=office, audience=audience)
            return view(request, business, *args, **kwargs)

        return inner

    return of


def explained(request: HttpRequest, business: Business, *, office: str, audience: Audience) -> HttpResponse:
    """Whose accounts they are, and the way to them for who may see them."""
    url = reverse(office) if allows(audience, request) else ""
    status = 200 if request.method in ("GET", "HEAD") else 403
    return render(request, "businesses/business/own_accounts.html", {"business": business, "url": url}, status=status)
