"""A business's bank pages are billing's; here is who may use them, and whose they are."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from billing.bank.owner import Owner, View
from billing.bank.views import account, refunds
from kreislauf.permissions import Audience, allow
from marketplace.businesses.membership import with_business
from marketplace.businesses.models import Business
from marketplace.businesses.own_accounts import with_own_accounts
from marketplace.businesses.where_money_goes import addresses_about_accounts, for_who_may_redirect_money

WHERE_MONEY_GOES = (account.account, account.closing, refunds.payee)


def of_business(view: View, **options: bool | int) -> Any:
    """For people who may do everything at the business where they work now."""

    @wraps(view)
    @with_own_accounts(office="bank:home")
    def inner(request: HttpRequest, business: Business, **values: Any) -> HttpResponseBase:
        return view(request, _owner(business), **values)

    allowed = for_who_may_redirect_money(inner) if view in WHERE_MONEY_GOES else inner
    # Refunds that a closed business owes are paid from here.
    return allow(Audience.BUSINESS, while_closed=True, **options)(with_business(allowed))  # type: ignore[arg-type]


def _owner(business: Business) -> Owner:
    return Owner(business.pk, "base_business.html", "businesses:bank:", addresses_about_accounts(business))
