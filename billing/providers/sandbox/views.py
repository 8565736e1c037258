"""The sandbox's hosted page, where a tester plays the buyer."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from billing.providers.sandbox.acts import ACTS, OTHERS, acts_afterwards
from billing.providers.sandbox.events import queue_event
from billing.providers.sandbox.models import SandboxCheckout
from kreislauf.permissions import Audience, allow


@allow(Audience.ANYONE)  # who has the address is the buyer, as with real providers
@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest, ref: str) -> HttpResponse:
    if settings.PRODUCTION:
        raise Http404
    found = get_object_or_404(SandboxCheckout, ref=ref)
    if request.method != "POST":
        return _page(request, found)
    wanted = request.POST.get("act", "")
    act = ACTS.get(wanted) if _payable(found) else {act.value: act for act in acts_afterwards(found)}.get(wanted)
    if act is None:
        return _page(request, found, status=422)
    act.do(found)
    queue_event(found)
    return redirect(request.path if act.stays else found.return_url)


def _payable(found: SandboxCheckout) -> bool:
    """Also when it has expired: money that comes in the last second, or after it, must be playable."""
    return found.cancelled_at is None and found.pays_at is None and not found.charges.exists()


def _page(request: HttpRequest, found: SandboxCheckout, *, status: int = 200) -> HttpResponse:
    context = {
        "checkout": found,
        "others": OTHERS,
        "afterwards": acts_afterwards(found),
        "payable": _payable(found),
        "paid": found.charges.exists(),
        "expired": found.expires_at <= timezone.now(),
        "paid_heading": _("Diese Zahlung ist schon da."),
        "cancelled_heading": _("Diese Zahlung wurde abgebrochen."),
        "later_heading": _("Diese Zahlung ist unterwegs."),
        "later_text": _("Das Geld kommt in wenigen Sekunden an."),
        "declined_heading": _("Die Bank hat die Zahlung abgelehnt."),
        "declined_text": _("Es wurde nichts abgebucht. Sie können es noch einmal versuchen."),
        "expired_heading": _("Diese Seite ist abgelaufen."),
        "expired_text": _("Zum Ausprobieren nimmt sie trotzdem noch Geld an, wie eine Zahlung in letzter Sekunde."),
    }
    return render(request, "sandbox/checkout.html", context, status=status)
