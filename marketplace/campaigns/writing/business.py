"""`/betrieb/kampagnen/`: a business starts campaigns and looks after them; staff approves their words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.permissions import Audience, allow
from marketplace.businesses.membership import with_business
from marketplace.businesses.models import Business
from marketplace.campaigns.writing import changes, pages, reward_pages
from marketplace.campaigns.writing.desk import business_desk


@allow(Audience.BUSINESS)
@require_safe
@with_business
def campaigns(request: HttpRequest, business: Business) -> HttpResponse:
    return pages.list_page(request, business_desk(business))


@allow(Audience.BUSINESS)
@require_http_methods(["GET", "HEAD", "POST"])
@with_business
def new(request: HttpRequest, business: Business) -> HttpResponse:
    return changes.new_page(request, business_desk(business), business)


@allow(Audience.BUSINESS)
@require_POST
@with_business
def preview(request: HttpRequest, business: Business) -> HttpResponse:
    return changes.preview(request, business)


@allow(Audience.BUSINESS)
@require_safe
@with_business
def campaign(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    return pages.campaign_page(request, business_desk(business), pk)


@allow(Audience.BUSINESS, takes_files=True)
@require_http_methods(["GET", "HEAD", "POST"])
@with_business
def edit(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    return changes.edit_page(request, business_desk(business), pk)


@allow(Audience.BUSINESS)
@require_POST
@with_business
def handing_in(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    return changes.handing_in(request, business_desk(business), pk)


@allow(Audience.BUSINESS)
@require_http_methods(["GET", "HEAD", "POST"])
@with_business
def discarding(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    return changes.discarding(request, business_desk(business), pk)


@allow(Audience.BUSINESS)
@require_http_methods(["GET", "HEAD", "POST"])
@with_business
def new_reward(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    return reward_pages.new_reward_page(request, business_desk(business), pk)


@allow(Audience.BUSINESS)
@require_http_methods(["GET", "HEAD", "POST"])
@with_business
def reward(request: HttpRequest, business: Business, pk: int, reward: int) -> HttpResponse:
    return reward_pages.reward_page(request, business_desk(business), pk, reward)


@allow(Audience.BUSINESS)
@require_http_methods(["GET", "HEAD", "POST"])
@with_business
def withdrawing_reward(request: HttpRequest, business: Business, pk: int, reward: int) -> HttpResponse:
    return reward_pages.withdrawing_reward_page(request, business_desk(business), pk, reward)
