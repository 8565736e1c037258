"""`/verwaltung/zahlungskonto/`: the region's own account; and the office invites businesses to open theirs."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from billing.payments.pay_page import leads_to_payment
from kreislauf.accounts.signing_in.confirmed import asks_password_to_post
from kreislauf.permissions import Audience, allow
from marketplace.businesses.models import Business
from marketplace.merchants.invite import NoAddress, invite
from marketplace.merchants.views import pages
from marketplace.merchants.views.pages import OF_REGION


@allow(Audience.ADMINISTRATOR)
@require_safe
@leads_to_payment
def accounts(request: HttpRequest) -> HttpResponse:
    return pages.accounts_page(request, OF_REGION)


@allow(Audience.ADMINISTRATOR)
@require_POST
@leads_to_payment
@asks_password_to_post
def opening(request: HttpRequest, provider: str) -> HttpResponse:
    return pages.opening(request, OF_REGION, provider)


@allow(Audience.ADMINISTRATOR)
@require_POST
@leads_to_payment
@asks_password_to_post
def onboarding(request: HttpRequest, pk: int) -> HttpResponse:
    return pages.onboarding(request, OF_REGION, pk)


@allow(Audience.ADMINISTRATOR)
@require_safe
@leads_to_payment
def back(request: HttpRequest, pk: int) -> HttpResponse:
    return pages.back(request, OF_REGION, pk)


@allow(Audience.ADMINISTRATOR)
@require_safe
@leads_to_payment
def anew(request: HttpRequest, pk: int) -> HttpResponse:
    return pages.anew(request, OF_REGION, pk)


@allow(Audience.ADMINISTRATOR)
@require_POST
@leads_to_payment
def check(request: HttpRequest, pk: int) -> HttpResponse:
    return pages.check(request, OF_REGION, pk)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@asks_password_to_post
def disconnection(request: HttpRequest, pk: int) -> HttpResponse:
    return pages.disconnection(request, OF_REGION, pk)


@allow(Audience.EDITOR)
@require_POST
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    business = get_object_or_404(Business, pk=pk, closed_at__isnull=True, is_region=False)
    try:
        invite(business, by=request.user, at=timezone.now())
    except NoAddress:
        messages.error(request, _("Der Betrieb hat keine E-Mail-Adresse. Tragen Sie erst eine ein."))
    else:
        messages.success(request, _("Die Einladung ist unterwegs an %(email)s.") % {"email": business.email})
    return redirect("businesses:office:detail", pk=pk)
