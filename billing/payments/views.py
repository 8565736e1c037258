"""Lead from money to the order that it is for, whichever slice that belongs to."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from billing.payments.models import Attempt, Charge, Chargeback, Refund
from kreislauf.house import purpose
from kreislauf.permissions import Audience, allow


@allow(Audience.EDITOR)
@require_safe
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    return _to_order(get_object_or_404(Attempt, pk=pk))


@allow(Audience.EDITOR)
@require_safe
def charge(request: HttpRequest, pk: int) -> HttpResponse:
    return _to_order(get_object_or_404(Charge.objects.select_related("attempt"), pk=pk).attempt)


@allow(Audience.EDITOR)
@require_safe
def refund(request: HttpRequest, pk: int) -> HttpResponse:
    return _to_order(get_object_or_404(Refund.objects.select_related("charge__attempt"), pk=pk).charge.attempt)


@allow(Audience.EDITOR)
@require_safe
def chargeback(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Chargeback.objects.select_related("charge__attempt"), pk=pk)
    return _to_order(found.charge.attempt)


def _to_order(found: Attempt) -> HttpResponse:
    page = purpose(found.purpose).page
    if not page:
        raise Http404
    return redirect(page, pk=found.order_id)
