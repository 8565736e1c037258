"""The page of a region's leader: what the platform charges, invoices to download, whom they go to."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from billing.subscriptions.buyer import buyer_of, change_buyer
from billing.subscriptions.forms.parties import BuyerForm
from billing.subscriptions.listing import badge_of
from billing.subscriptions.models import Invoice
from billing.subscriptions.overview import overview
from billing.subscriptions.views.invoices import file_answer
from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region, stepping_into
from kreislauf.web.pages import numbered_page

PER_PAGE = 24


@allow(Audience.ADMINISTRATOR)
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """The region's own invoices, newest first, and its contract."""
    card, on = current_region(), timezone.localdate()
    with stepping_into(None):
        found = Invoice.objects.filter(region_id=card.id).select_related("balance").order_by("-issued_on", "-pk")
        page = numbered_page(found, request.GET.get("seite"), per_page=PER_PAGE)
        context = {
            "view": overview(card.id, on=on),
            "page": page,
            "rows": [(invoice, badge_of(invoice, on=on)) for invoice in page],
        }
    return render(request, "subscriptions/office/own.html", context)


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
