"""The page of a region's leader: what the platform charges, invoices to download, whom they go to."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from billing.payments.pay_page import leads_to_payment
from billing.providers.base import ProviderDown, ProviderRefused
from billing.subscriptions.buyer import buyer_of, change_buyer
from billing.subscriptions.card import NothingOpen, card_account, open_card_page
from billing.subscriptions.forms.parties import BuyerForm
from billing.subscriptions.listing import badge_of
from billing.subscriptions.models import CardPage, Invoice
from billing.subscriptions.overview import overview
from billing.subscriptions.views.invoices import file_answer
from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region, stepping_into
from kreislauf.web.pages import numbered_page

log = logging.getLogger(__name__)
PER_PAGE = 24


@allow(Audience.ADMINISTRATOR)
@require_safe
@leads_to_payment
def own(request: HttpRequest) -> HttpResponse:
    """The region's own invoices, newest first, and its contract."""
    card, on = current_region(), timezone.localdate()
    with stepping_into(None):
        found = Invoice.objects.filter(region_id=card.id).select_related("balance").order_by("-issued_on", "-pk")
        page = numbered_page(found, request.GET.get("seite"), per_page=PER_PAGE)
        context = {
            "view": overview(card.id, on=on),
            "page": page,
            "rows": [(invoice, badge_of(invoice, on=on), _is_payable(invoice)) for invoice in page],
            "begun": card_account() is not None
            and CardPage.objects.open().filter(invoice__region_id=card.id).exclude(url="").exists(),
        }
    return render(request, "subscriptions/office/own.html", context)


def _is_payable(invoice: Invoice) -> bool:
    return not invoice.is_credit_note and invoice.balance.open_cents > 0 and card_account() is not None


@allow(Audience.ADMINISTRATOR)
@require_POST
@leads_to_payment
def own_card(request: HttpRequest, number: int) -> HttpResponse:
    """Leads to the provider's page, on which what is open of the invoice is paid to the platform."""
    card, back = current_region(), reverse("subscriptions:own")
    with stepping_into(None):
        invoice = Invoice.objects.select_related("balance").filter(region_id=card.id, pk=number).first()
        if invoice is None:
            raise Http404
        try:
            page = open_card_page(invoice, return_url=card.url + back, by=request.user, at=timezone.now())
        except NothingOpen:
            messages.info(request, _("An dieser Rechnung ist nichts mehr offen."))
        except (ProviderDown, ProviderRefused) as reason:
            log.warning("card page not opened: %s", reason, extra={"invoice": invoice.pk})
            text = _("Der Zahlungsdienst antwortet gerade nicht. Bitte versuchen Sie es später noch einmal.")
            messages.error(request, text)
        else:
            back = page
    return redirect(back)


@allow(Audience.ADMINISTRATOR, secret=True)
@require_safe
def own_file(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """Found only among the current region's invoices."""
    card = current_region()
    with stepping_into(None):
        found = Invoice.objects.filter(region_id=card.id, pk=number).first()
        if found is None:
            raise Http404
        return file_answer(found, kind)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def own_buyer(request: HttpRequest) -> HttpResponse:
    """Whom invoices go to from now on."""
    card = current_region()
    form = BuyerForm(request.POST or None, instance=buyer_of(card.id))
    with stepping_into(None):
        saved = request.method == "POST" and form.is_valid()
        if saved:
            change_buyer(form.instance, fields=form.changed_data, by=request.user, at=timezone.now())
    if saved:
        messages.success(request, _("Die Angaben sind gespeichert. Sie gelten für neue Rechnungen."))
        return redirect("subscriptions:own")
    return render(request, "subscriptions/office/buyer.html", {"form": form}, status=422 if form.errors else 200)
