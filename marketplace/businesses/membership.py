"""For which business somebody works at the moment: most have one, some have two shops, staff helps out anywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kreislauf.accounts.models import User
from marketplace.businesses.models import Business, Businesses

CHOSEN = "kasse"  # in the session, which is the region's own; the till asks the same question


def businesses_of(user: User) -> Businesses:
    """Those that the person may speak for, closed ones aside."""
    everywhere = Business.objects.filter(closed_at__isnull=True).select_related("category")
    return everywhere if user.is_staff_member else everywhere.filter(members__user=user).order_by("members__pk")


def business_of(request: HttpRequest) -> Business | None:
    """The one that was chosen; without a choice the first of their own. Staff always chooses."""
    user = cast("User", request.user)  # the routes are for people who are signed in
    mine = businesses_of(user)
    chosen = mine.filter(pk=request.session.get(CHOSEN, 0)).first()
    return chosen or (None if user.is_staff_member else mine.first())


def with_business(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view its business after the request. Staff without one is sent to the list, others are refused."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        business = business_of(request)
        if business is None:
            if isinstance(request.user, User) and request.user.is_staff_member:
                return redirect("businesses:office:list")
            raise PermissionDenied
        return view(request, business, *args, **kwargs)

    return inner
