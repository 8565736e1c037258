"""A business's bank pages are billing's; here is who may use them, and whose they are."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from billing.bank.owner import Owner, View
from kreislauf.permissions import Audience, allow
from marketplace.businesses.membership import with_business
from marketplace.businesses.models import Business, MemberRole
from marketplace.businesses.own_accounts import with_own_accounts


def of_business(view: View, **options: bool | int) -> Any:
    """For people who may do everything at the business where they work now."""

    @wraps(view)
    @with_own_accounts(office="bank:home")
    def inner(request: HttpRequest, business: Business, **values: Any) -> HttpResponseBase:
        return view(request, _owner(business), **values)

    return allow(Audience.BUSINESS, **options)(with_business(inner))  # type: ignore[arg-type]


def _owner(business: Business) -> Owner:
    """All who may do everything there hear of another account, and the business itself."""
    people = business.members.filter(role=MemberRole.EVERYTHING).values_list("user__email", flat=True)
    addresses = {address for address in (business.email, *people) if address}
    return Owner(business.pk, "base_business.html", "businesses:bank:", tuple(sorted(addresses)))
