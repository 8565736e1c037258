"""`/unterstuetzung/<token>/`: the backer's own page. Who has its address may pay, withdraw, and say what arrived."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from billing.payments.converge import converge_quietly
from billing.payments.models import Attempt
from billing.payments.pay_page import leads_to_payment
from billing.payments.ways import offered_ways
from billing.providers.bank_transfer.instructions import transfer_instructions
from kreislauf.permissions import Audience, allow
from kreislauf.web.htmx import wants_part
from marketplace.campaigns.models import Match, Pledge, PledgeKind
from marketplace.campaigns.pledges.back import NotBacked, pay
from marketplace.campaigns.pledges.deliver import NotSent, receive
from marketplace.campaigns.pledges.document import is_receipted, receipt_file
from marketplace.campaigns.pledges.receipt import receipt_of
from marketplace.campaigns.pledges.reopen import call_off_other_way, reopen
from marketplace.campaigns.pledges.status import attempts_of, overpayments_of, payment_state
from marketplace.campaigns.pledges.withdraw import refusal_of, withdraw
from marketplace.vouchers.orders.hold import TooManyAtOnce

# So long after somebody was sent to pay, the page asks and does not invite to pay once more.
CHECKING = timedelta(minutes=10)


@allow(Audience.ANYONE, while_paused=True, while_off=True)
@require_safe
@leads_to_payment
def pledge(request: HttpRequest, token: str) -> HttpResponse:
    found = _get(token)
    if found.kind == PledgeKind.PROMISE and found.called_at is None:
        return redirect("campaigns:promises:promise", token=token)
    return _page(request, found)


@allow(Audience.ANYONE, while_paused=True, while_off=True)
@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    found = _get(token)
    return receipt_file(found) if is_receipted(found) else redirect(found)


@allow(Audience.ANYONE, while_paused=True, while_off=True)
@require_POST
@leads_to_payment
def payment_check(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the provider how the payments stand, while the backer waits."""
    found = _get(token)
    for attempt in attempts_of(found):
        if attempt.is_undecided:
            converge_quietly(attempt, at=timezone.now())
    if not wants_part(request):
        return redirect(found)
    found = _get(token)
    as_before = request.POST.get("stand") == payment_state(found, attempts_of(found))
    if as_before and (_just_sent_to_pay(found, attempts_of(found)) or "frisch" not in request.POST):
        return HttpResponse(status=204)  # nothing new: the page, and where its reader is, stays as it is
    return _page(request, found, template="campaigns/pledges/_stand.html")


@allow(Audience.ANYONE)
@require_POST
@leads_to_payment
def payment(request: HttpRequest, token: str) -> HttpResponse:
    """Go on paying, in another way if the backer chose one, or try again; so is a promise that was called."""
    found, way, now = _get(token), request.POST.get("way", "")[:20], timezone.now()
    try:
        call_off_other_way(found, way, at=now)
        found = reopen(found.pk, at=now, way=way)
    except (NotBacked, TooManyAtOnce):
        return _page(request, found, status=409, gone=True)
    return redirect(pay(found, at=now, way=way))


@allow(Audience.ANYONE, while_paused=True, while_off=True)
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, token: str) -> HttpResponse:
    """„Vertrag widerrufen“: asks first, and says what will happen. All of the pledge goes back, or nothing."""
    found = _get(token)
    if request.method == "POST":
        found = withdraw(found, at=timezone.now())
        return redirect("campaigns:pledges:withdrawal", token=token)
    declared_at = found.withdrawal_declared_at or timezone.now()
    context = {
        "pledge": found,
        "late": refusal_of(found, at=declared_at),
        "may": found.paid_at is not None and found.withdrawn_at is None and found.refunded_at is None,
    }
    return render(request, "campaigns/pledges/withdrawal.html", context)


@allow(Audience.ANYONE, while_paused=True, while_off=True)
@require_POST
def arrival(request: HttpRequest, token: str) -> HttpResponse:
    """The backer says that everything is there."""
    found = _get(token)
    try:
        receive(found, by="backer", at=timezone.now())
        messages.success(request, _("Danke! Der Betrieb sieht, dass alles angekommen ist."))
    except NotSent:
        messages.info(request, _("Der Betrieb hat noch nichts verschickt."))
    return redirect(found)


def _get(token: str) -> Pledge:
    rows = Pledge.objects.select_related("campaign__business__category", "reward", "voucher_order")
    found = rows.filter(token=token).first()
    if found is None:
        raise Http404
    return found


def _just_sent_to_pay(found: Pledge, attempts: list[Attempt]) -> bool:
    last = max((attempt.created_at for attempt in attempts), default=found.created_at)
    return timezone.now() - last < CHECKING


def _page(
    request: HttpRequest,
    found: Pledge,
    *,
    template: str = "campaigns/pledges/own.html",
    status: int = 200,
    gone: bool = False,
) -> HttpResponse:
    attempts = attempts_of(found)
    ways = [] if found.paid_at else offered_ways(found.campaign.business_id)
    transfer = bool(attempts) and attempts[-1].provider == "bank_transfer"
    context: dict[str, Any] = {
        "pledge": found,
        "campaign": found.campaign,
        "business": found.campaign.business,
        "lines": receipt_of(found),
        "stand": payment_state(found, attempts),
        "ways": ways,
        "other_ways": [way for way in ways if attempts and way.name != attempts[-1].provider],
        "transfer": transfer_instructions(attempts[-1]) if attempts else None,
        # A transfer takes days, not seconds: the page does not ask by itself.
        "transfer_url": attempts[-1].checkout_url if transfer else "",
        "fresh": _just_sent_to_pay(found, attempts) and not transfer,
        "surplus": overpayments_of(found),
        "matches": Match.objects.filter(pledge=found, released_at__isnull=True).select_related("fund"),
        "vouchers": _vouchers(found),
        "test": any(attempt.provider == "sandbox" for attempt in attempts),
        "gone": gone,
        "polled": request.method == "POST",
        "today": timezone.localdate(),
        "receipted": is_receipted(found),
    }
    return render(request, template, context, status=status)


def _vouchers(found: Pledge) -> list[Any]:
    if found.voucher_order is None:
        return []
    vouchers = found.voucher_order.vouchers.select_related("order__offer", "business__category")
    return list(vouchers.order_by("position"))
