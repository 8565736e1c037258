"""A business's own start page."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.accounts.models import User
from kreislauf.permissions import Audience, allow
from marketplace.businesses import hours
from marketplace.businesses.membership import businesses_of, with_business
from marketplace.businesses.models import Business
from marketplace.vouchers.models import Offer
from marketplace.vouchers.sales import sales_of
from marketplace.vouchers.takings import takings_of


@allow(Audience.BUSINESS)
@with_business
@require_safe
def home(request: HttpRequest, business: Business) -> HttpResponse:
    user = cast("User", request.user)  # the route is for people who are signed in
    now = timezone.now()
    today = timezone.localdate(now)
    context = {
        "business": business,
        "others": [] if user.is_staff_member else businesses_of(user).exclude(pk=business.pk),
        "sums": sales_of(business),
        "today": takings_of(business, today),
        "offers": Offer.objects.on_sale().filter(business=business).count(),
        "open_sentence": hours.sentence(business.hours, now),
        "is_open": hours.is_open(business.hours, now),
        "special": business.special_hours(today),
    }
    return render(request, "home/business_home.html", context)
