"""Which business somebody stands at the counter of. Most have one; some have two shops; staff helps out anywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from marketplace.businesses.models import Business

CHOSEN = "kasse"  # in the session, which is the region's own


def counters_of(user: Any) -> QuerySet[Business]:
    """The businesses that the person may redeem and offer for."""
    everywhere = Business.objects.filter(closed_at__isnull=True)
    return everywhere if user.is_staff_member else everywhere.filter(members__user=user)


def counter_of(request: HttpRequest) -> Business | None:
    """The one they chose, or their only one. Staff always chooses."""
    mine = list(counters_of(request.user).order_by("name")[:2]) if not request.user.is_staff_member else []
    if len(mine) == 1:
        return mine[0]
    chosen = request.session.get(CHOSEN)
    return counters_of(request.user).filter(pk=chosen).first() if chosen else None


def at_counter(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view its business after the request; whoever has several is asked first."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        business = counter_of(request)
        if business is None:
            back = urlencode({"weiter": request.get_full_path()}) if request.method == "GET" else ""
            return redirect(f"{reverse('vouchers:till:choice')}?{back}")
        request.business = business  # type: ignore[attr-defined]
        return view(request, business, *args, **kwargs)

    return inner
