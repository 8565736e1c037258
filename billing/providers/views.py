"""The sandbox's hosted page, where a tester plays the buyer."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from billing.providers import sandbox_world as world
from billing.providers.models import SandboxCheckout
from billing.providers.tasks import tell_of
from kreislauf.permissions import Audience, allow

ACTS: dict[str, Callable[[SandboxCheckout], None]] = {
    "pay": world.pay,
    "decline": world.decline,
    "abort": world.abort,
    "later": world.pay_later,
    "twice": lambda checkout: world.pay(checkout, times=2),
}


@allow(Audience.ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest, ref: str) -> HttpResponse:
    if settings.PRODUCTION:
        raise Http404
    found = get_object_or_404(SandboxCheckout, ref=ref)
    if request.method != "POST":
        return _page(request, found)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None or not _payable(found):
        return _page(request, found, status=422)
    act(found)
    tell_of(found)
    if act is world.decline:
        return redirect(request.path)
    return redirect(found.return_url)


def _payable(found: SandboxCheckout) -> bool:
    """Also when it has expired: a last-second payment must be playable."""
    return found.cancelled_at is None and found.pays_at is None and not found.charges.exists()


def _page(request: HttpRequest, found: SandboxCheckout, *, status: int = 200) -> HttpResponse:
    context = {
        "checkout": found,
        "payable": _payable(found),
        "paid": found.charges.exists(),
        "expired": found.expires_at <= timezone.now(),
    }
    return render(request, "sandbox/checkout.html", context, status=status)
