"""For which business somebody works at the moment: most have one, some have two shops, staff helps out anywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from kreislauf.accounts.models import User
from kreislauf.permissions import Audience
from marketplace.businesses.models import Business, Member, MemberRole
from marketplace.businesses.query import Businesses

CHOSEN = "kasse"  # in the session, which is the region's own; the till asks the same question
OPEN_FIRST = (F("business__closed_at").asc(nulls_first=True), "pk")


def businesses_of(user: User) -> Businesses:
    """Those that the person may speak for, closed ones too: their vouchers are still redeemed."""
    everywhere = Business.objects.select_related("category")
    if user.is_staff_member:
        return everywhere
    return everywhere.filter(members__user=user, is_region=False).order_by("members__pk")


def business_of(request: HttpRequest) -> Business | None:
    """The one that was chosen; without a choice the first of their own. Staff always chooses."""
    user = cast("User", request.user)  # the routes are for people who are signed in
    if user.is_staff_member:
        return businesses_of(user).filter(pk=request.session.get(CHOSEN, 0)).first()
    member = member_of(request)
    return member.business if member else None


def member_of(request: HttpRequest) -> Member | None:
    """As whom somebody works there: who has a role is asked by the same choice as where."""
    found = members_of(request)
    chosen = request.session.get(CHOSEN, 0)
    return next((one for one in found if one.business_id == chosen), next(iter(found), None))


def members_of(request: HttpRequest) -> list[Member]:
    """The person at each business, open ones before closed ones; asked of the database once in a request.

    Not at the region itself, whatever stands there: the office looks after it.
    """
    kept: tuple[int | None, list[Member]] | None = getattr(request, "members", None)
    if kept is None or kept[0] != request.user.pk:
        members = Member.objects.filter(user_id=request.user.pk or 0, business__is_region=False)
        kept = request.user.pk, list(members.select_related("business__category").order_by(*OPEN_FIRST))
        request.members = kept  # type: ignore[attr-defined]
    return kept[1]


def audiences(request: HttpRequest, held: frozenset[str]) -> frozenset[str]:
    """Who may only take vouchers at the business where they work now, has its till there and nothing else."""
    if not isinstance(request.user, User) or request.user.is_staff_member:
        return held
    member = member_of(request)
    allowed = member is not None and member.role == MemberRole.EVERYTHING
    return held if allowed else held - {Audience.BUSINESS}


def with_business(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Hand the view its business after the request. Staff without one is sent to the list, others are refused."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        business = business_of(request)
        if business is None:
            if isinstance(request.user, User) and request.user.is_staff_member:
                return redirect("businesses:office:list")
            raise PermissionDenied
        return while_it_goes_on(request, business) or view(request, business, *args, **kwargs)

    return inner


def while_it_goes_on(request: HttpRequest, business: Business) -> HttpResponseBase | None:
    """What a closed business is told where a page answers open ones only; its other pages say since when it is closed.

    Whoever hands a view its business asks this first.
    """
    request.business_closed_at = business.closed_at  # type: ignore[attr-defined]  # for the banner and the menu
    view = request.resolver_match and request.resolver_match.func
    if business.closed_at is None or getattr(view, "while_closed", False):
        return None
    return render(request, "businesses/business/closed.html", {"business": business}, status=403)
