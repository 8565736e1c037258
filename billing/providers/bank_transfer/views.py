"""The buyer's page of a transfer: whom to pay, how much, with which words, until when."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from billing.payments.models import AttemptState
from billing.providers.bank_transfer.instructions import instructions_of
from billing.providers.bank_transfer.models import TransferRequest
from billing.providers.bank_transfer.report import state_of
from billing.providers.bank_transfer.sheet import sheet_name, transfer_sheet
from kreislauf.permissions import Audience, allow

WAITS = (AttemptState.OPEN, AttemptState.PROCESSING)


@allow(Audience.ANYONE, while_paused=True)  # who has the address is the buyer
@require_safe
def instructions(request: HttpRequest, token: str) -> HttpResponse:
    wanted = get_object_or_404(TransferRequest.objects.select_related("account"), token=token)
    state = state_of(wanted, at=timezone.now())
    context = {
        "wanted": wanted,
        "state": str(state),
        "transfer": instructions_of(wanted) if state in WAITS else None,
    }
    return render(request, "bank_transfer/page.html", context)


@allow(Audience.ANYONE, while_paused=True)
@require_safe
def paper(request: HttpRequest, token: str) -> HttpResponse:
    """As PDF, as long as something is to be sent."""
    wanted = get_object_or_404(TransferRequest.objects.select_related("account"), token=token)
    if state_of(wanted, at=timezone.now()) not in WAITS:
        raise Http404
    transfer = instructions_of(wanted)
    headers = {"Content-Disposition": f'inline; filename="{sheet_name(transfer)}"'}
    return HttpResponse(transfer_sheet(transfer), content_type="application/pdf", headers=headers)
