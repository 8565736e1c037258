"""For which body somebody works at the moment: most have one; staff helps out anywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from kreislauf.accounts.models import User
from marketplace.partners.models import Bodies, Body, BodyMember, BodyRole

CHOSEN = "partner"  # in the session, which is the region's own


def bodies_of(user: User) -> Bodies:
    """Those that the person may write for, those that left aside."""
    staying = Body.objects.staying()
    return staying if user.is_staff_member else staying.filter(people__user=user).order_by("people__pk")


def body_of(request: HttpRequest) -> Body | None:
    """The one that was chosen; without a choice the first of their own. Staff always chooses."""
    user = cast("User", request.user)  # the routes are for people who are signed in
    if user.is_staff_member:
        return bodies_of(user).filter(pk=request.session.get(CHOSEN, 0)).first()
    member = member_of(request)
    return member.body if member else None


def member_of(request: HttpRequest) -> BodyMember | None:
    """As whom somebody works there; asked of the database once in a request."""
    kept: tuple[int | None, list[BodyMember]] | None = getattr(request, "body_members", None)
    if kept is None or kept[0] != request.user.pk:
        members = BodyMember.objects.filter(user_id=request.user.pk or 0, body__left_at__isnull=True)
        kept = request.user.pk, list(members.select_related("body").order_by("pk"))
        request.body_members = kept  # type: ignore[attr-defined]
    chosen = request.session.get(CHOSEN, 0)
    return next((one for one in kept[1] if one.body_id == chosen), next(iter(kept[1]), None))


def is_body_editor(request: HttpRequest, body: Body) -> bool:
    """Whether the person may release what a body's authors write. Staff may."""
    if cast("User", request.user).is_staff_member:
        return True
    member = member_of(request)
    return member is not None and member.body_id == body.pk and member.role == BodyRole.EDITOR


def with_body(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Hand the view its body after the request. Staff without one is sent to the list, others are refused."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        body = body_of(request)
        if body is None:
            if isinstance(request.user, User) and request.user.is_staff_member:
                return redirect("partners:office:list")
            raise PermissionDenied
        return view(request, body, *args, **kwargs)

    return inner
