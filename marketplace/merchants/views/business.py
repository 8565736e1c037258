"""`/betrieb/zahlungskonto/`: a business opens its account and sees how it stands.

Also while the region is a draft: it goes live once somebody can be paid."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from billing.payments.pay_page import leads_to_payment
from kreislauf.accounts.signing_in.confirmed import asks_password_to_post
from kreislauf.permissions import Audience, allow
from marketplace.businesses.membership import with_business
from marketplace.businesses.models import Business
from marketplace.businesses.own_accounts import with_own_accounts
from marketplace.businesses.where_money_goes import for_who_may_redirect_money
from marketplace.merchants.views import pages

OWN = with_own_accounts(office="merchants:office:accounts")


@allow(Audience.BUSINESS, while_draft=True, while_paused=True)
@with_business
@OWN
@require_safe
@leads_to_payment
def accounts(request: HttpRequest, business: Business) -> HttpResponse:
    return pages.accounts_page(request, pages.of_business(business.pk))


@allow(Audience.BUSINESS, while_draft=True, while_paused=True)
@with_business
@for_who_may_redirect_money
@OWN
@require_POST
@leads_to_payment
@asks_password_to_post
def opening(request: HttpRequest, business: Business, provider: str) -> HttpResponse:
    return pages.opening(request, pages.of_business(business.pk), provider)


@allow(Audience.BUSINESS, while_draft=True, while_paused=True)
@with_business
@for_who_may_redirect_money
@OWN
@require_POST
@leads_to_payment
@asks_password_to_post
def onboarding(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    return pages.onboarding(request, pages.of_business(business.pk), pk)


@allow(Audience.BUSINESS, while_draft=True, while_paused=True)
@with_business
@OWN
@require_safe
@leads_to_payment
def back(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    return pages.back(request, pages.of_business(business.pk), pk)


@allow(Audience.BUSINESS, while_draft=True, while_paused=True)
@with_business
@OWN
@require_safe
@leads_to_payment
def anew(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    return pages.anew(request, pages.of_business(business.pk), pk)


@allow(Audience.BUSINESS, while_draft=True, while_paused=True)
@with_business
@OWN
@require_POST
@leads_to_payment
def check(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    return pages.check(request, pages.of_business(business.pk), pk)


@allow(Audience.BUSINESS, while_draft=True, while_paused=True)
@with_business
@for_who_may_redirect_money
@OWN
@require_http_methods(["GET", "HEAD", "POST"])
@asks_password_to_post
def disconnection(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    return pages.disconnection(request, pages.of_business(business.pk), pk)
