"""Who says to which account a business's money goes, and who hears of another one: it is where thieves would begin."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from kreislauf.accounts.models import User
from kreislauf.admission import allows
from kreislauf.permissions import Audience
from marketplace.businesses.models import Business, MemberRole

View = Callable[..., HttpResponseBase]


def may_redirect_money(request: HttpRequest) -> bool:
    """A business's own people, and administrators. An editor helps it out with everything else."""
    is_staff = isinstance(request.user, User) and request.user.is_staff_member
    return not is_staff or allows(Audience.ADMINISTRATOR, request)


def for_who_may_redirect_money(view: View) -> View:
    """Explain to editors that it is not theirs. Stands below what hands the view its business."""

    @wraps(view)
    def inner(request: HttpRequest, business: Business, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if may_redirect_money(request):
            return view(request, business, *args, **kwargs)
        status = 200 if request.method in ("GET", "HEAD") else 403
        return render(request, "businesses/business/not_for_editors.html", {"business": business}, status=status)

    return inner


def is_editor(request: HttpRequest) -> bool:
    """Of the staff, without its leadership's rights: some of what says where money goes is not theirs."""
    return not may_redirect_money(request)


def addresses_about_accounts(business: Business) -> tuple[str, ...]:
    """The addresses of the business itself, and of all who may do everything there."""
    people = business.members.filter(role=MemberRole.EVERYTHING).values_list("user__email", flat=True)
    return tuple(sorted({address for address in (business.email, *people) if address}))
