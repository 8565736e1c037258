"""Withdrawals that were declared with an order number and are not confirmed yet: staff may carry them out."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kreislauf.permissions import Audience, allow
from marketplace.vouchers.models import Declaration
from marketplace.vouchers.withdrawal.by_number import NoLongerOpen, confirm, dismiss

PER_PAGE = 24


@allow(Audience.EDITOR, while_off=True)
@require_GET
def declarations(request: HttpRequest) -> HttpResponse:
    found = Declaration.objects.waiting().select_related("order__offer__business")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    return render(request, "vouchers/office/declarations.html", {"page": page})


@allow(Audience.EDITOR, while_off=True)
@require_POST
def execution(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        confirm(_get(pk), by=request.user, at=timezone.now())
        messages.success(request, _("Widerrufen. Die Bestätigung ist unterwegs an die Adresse der Bestellung."))
    except NoLongerOpen:
        messages.info(request, _("Dieser Widerruf war schon entschieden."))
    return redirect("vouchers:office:declarations")


@allow(Audience.EDITOR, while_off=True)
@require_POST
def dismissal(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        dismiss(_get(pk), by=request.user, at=timezone.now())
        messages.success(request, _("Beiseitegelegt. Der Gutschein gilt weiter."))
    except NoLongerOpen:
        messages.info(request, _("Dieser Widerruf war schon entschieden."))
    return redirect("vouchers:office:declarations")


def _get(pk: int) -> Declaration:
    return get_object_or_404(Declaration, pk=pk, order__isnull=False)
