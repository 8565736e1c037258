"""Withdrawals that were declared with an order number and are not confirmed yet: staff may carry them out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kreislauf.permissions import Audience, allow
from kreislauf.slices import Text
from kreislauf.web.ask import ask
from kreislauf.web.pages import key_page
from marketplace.vouchers.models import Declaration
from marketplace.vouchers.withdrawal.by_number import NoLongerOpen, confirm, dismiss

PER_PAGE = 24


@allow(Audience.EDITOR, while_off=True)
@require_GET
def declarations(request: HttpRequest) -> HttpResponse:
    found = Declaration.objects.waiting().select_related("order__offer__business")
    page = key_page(found, request.GET.get("seite"), per_page=PER_PAGE)
    return render(request, "vouchers/office/declarations.html", {"page": page})


@allow(Audience.EDITOR, while_off=True)
@require_http_methods(["GET", "HEAD", "POST"])
def execution(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: money goes back."""
    declaration = _get(pk)
    if request.method != "POST":
        return ask(
            request,
            _("Diesen Widerruf ausführen?"),
            _("Unbenutzte Gutscheine der Bestellung gelten dann nicht mehr, und das Geld geht zurück."),
            submit=_("Widerruf ausführen"),
            details=_details(declaration),
            cancel_url=reverse("vouchers:office:declarations"),
        )
    try:
        confirm(declaration, by=request.user, at=timezone.now())
        messages.success(request, _("Widerrufen. Die Bestätigung ist unterwegs an die Adresse der Bestellung."))
    except NoLongerOpen:
        messages.info(request, _("Dieser Widerruf war schon entschieden."))
    return redirect("vouchers:office:declarations")


@allow(Audience.EDITOR, while_off=True)
@require_http_methods(["GET", "HEAD", "POST"])
def dismissal(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: a withdrawal that was meant would be lost."""
    declaration = _get(pk)
    if request.method != "POST":
        return ask(
            request,
            _("Diesen Widerruf beiseitelegen?"),
            _("Der Gutschein gilt weiter, und niemand wird gefragt. War der Widerruf echt, bleibt er dennoch wirksam."),
            submit=_("Beiseitelegen"),
            details=_details(declaration),
            cancel_url=reverse("vouchers:office:declarations"),
        )
    try:
        dismiss(declaration, by=request.user, at=timezone.now())
        messages.success(request, _("Beiseitegelegt. Der Gutschein gilt weiter."))
    except NoLongerOpen:
        messages.info(request, _("Dieser Widerruf war schon entschieden."))
    return redirect("vouchers:office:declarations")


def _get(pk: int) -> Declaration:
    return get_object_or_404(Declaration.objects.select_related("order"), pk=pk, order__isnull=False)


def _details(declaration: Declaration) -> list[tuple[Text, object]]:
    title = declaration.order.title if declaration.order else ""
    return [
        (_("Bestellung"), f"{declaration.number} {title}"),
        (_("Erklärt von"), f"{declaration.name}, {declaration.email}"),
        (_("Adresse"), _("wie bestellt") if declaration.fits else _("andere als bestellt")),
    ]
