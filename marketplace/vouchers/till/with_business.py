"""At whose counter somebody stands. Who works for several businesses is asked first, since money is booked there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from kreislauf.accounts.models import User
from marketplace.businesses.membership import CHOSEN, businesses_of, members_of, while_it_goes_on
from marketplace.businesses.models import Business


def till_business(request: HttpRequest) -> Business | None:
    """Their only business, or the one they chose. Staff always chooses."""
    user = user_of(request)
    chosen = request.session.get(CHOSEN)
    if user.is_staff_member:
        return businesses_of(user).filter(pk=chosen).first() if chosen else None
    mine = [member.business for member in members_of(request)]
    return mine[0] if len(mine) == 1 else next((one for one in mine if one.pk == chosen), None)


def user_of(request: HttpRequest) -> User:
    """Who is signed in; behind ``@allow(Audience.TILL)`` somebody is."""
    return cast(User, request.user)


def with_till_business(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Pass the view its business after the request. People with several businesses choose one first."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        business = till_business(request)
        if business is None:
            back = urlencode({"weiter": request.get_full_path()}) if request.method == "GET" else ""
            return redirect(f"{reverse('vouchers:till:choice')}?{back}")
        return while_it_goes_on(request, business) or view(request, business, *args, **kwargs)

    return inner
