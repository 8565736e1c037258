"""The page of an account, where a tester plays the provider's onboarding."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from billing.payments.models import MerchantState
from billing.providers.sandbox.accounts import ACTS, COMPLETE, OTHER_ACTS, do
from billing.providers.sandbox.events import queue_account_event
from billing.providers.sandbox.models import SandboxAccount
from kreislauf.permissions import Audience, allow

EXPIRED = "expired"


@allow(Audience.ANYONE)  # who has the address is the merchant, as with real providers
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, ref: str) -> HttpResponse:
    if settings.PRODUCTION:
        raise Http404
    found = get_object_or_404(SandboxAccount, ref=ref)
    act = ACTS.get(request.POST.get("act", ""))
    if request.POST.get("act") == EXPIRED:
        return redirect(found.refresh_url or request.path)
    if act is not None and found.state != MerchantState.GONE:
        do(found, act)
        queue_account_event(found)
        return redirect(found.return_url or request.path)
    context = {"account": found, "complete": COMPLETE, "others": OTHER_ACTS, "gone": found.state == MerchantState.GONE}
    return render(request, "sandbox/account.html", context, status=422 if request.method == "POST" else 200)
