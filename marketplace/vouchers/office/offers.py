"""Offers of the whole region: the list, and staff stops one or lets it go on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted, say_undoable
from kreislauf.web.list_order import Column, ListOrder
from kreislauf.web.pages import key_page
from marketplace.businesses.sorting import folded
from marketplace.search.question import WORDS_FIRST
from marketplace.vouchers.models import Offer
from marketplace.vouchers.models.offer import PRICE
from marketplace.vouchers.offers.edit import NotPossible, resume_offer, stop_offer
from marketplace.vouchers.offers.sold import sold_of_offer
from marketplace.vouchers.offers.state import state_of
from marketplace.vouchers.office.forms import StopForm
from marketplace.vouchers.office.query import chosen_business, words_of

PER_PAGE = 24
COLUMNS = (
    Column(
        "angelegt",
        gettext_lazy("Angelegt"),
        ("created_at", "pk"),
        up=gettext_lazy("Älteste zuerst"),
        down=gettext_lazy("Neueste zuerst"),
        down_first=True,
    ),
    Column(
        "titel",
        gettext_lazy("Angebot"),
        ("title_order", "pk"),
        up=gettext_lazy("Angebot von A bis Z"),
        down=gettext_lazy("Angebot von Z bis A"),
    ),
    Column(
        "betrieb",
        gettext_lazy("Betrieb"),
        ("business__sort_name", "pk"),
        up=gettext_lazy("Betrieb von A bis Z"),
        down=gettext_lazy("Betrieb von Z bis A"),
    ),
    Column(
        "preis",
        gettext_lazy("Preis"),
        ("price_order", "pk"),
        up=gettext_lazy("Preis aufsteigend"),
        down=gettext_lazy("Preis absteigend"),
    ),
)


@allow(Audience.EDITOR, while_off=True)
@require_GET
def offers(request: HttpRequest) -> HttpResponse:
    words = words_of(request)
    found = Offer.objects.select_related("business__category").annotate(sold=sold_of_offer()).in_words(words)
    business = chosen_business(request)
    if business is not None:
        found = found.filter(business=business)
    order = ListOrder(COLUMNS, request.GET.get("sort", ""))
    if words and order.column.key != "angelegt":
        found = found.filter(WORDS_FIRST)
    found = found.alias(title_order=folded("title"), price_order=PRICE).order_by(*order.fields)
    page = key_page(found, request.GET.get("seite"), per_page=PER_PAGE, keys_first=bool(words))
    rows = [(offer, state_of(offer)) for offer in page]
    context = {"page": page, "rows": rows, "words": words, "business": business, "order": order}
    return render(request, "vouchers/office/offers.html", context)


@allow(Audience.EDITOR, while_off=True)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, and for a reason that the business will read."""
    offer, form = get_object_or_404(Offer.objects.select_related("business"), pk=pk), StopForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        return ask(
            request,
            _("„%(title)s“ anhalten?") % {"title": offer},
            _("Niemand kann das Angebot mehr kaufen, und nur Sie geben es wieder frei. Verkaufte Gutscheine gelten."),
            submit=_("Anhalten"),
            form=form,
            details=[(_("Betrieb"), offer.business.name)],
            cancel_url=reverse("vouchers:office:offer", args=[pk]),
        )
    try:
        stop_offer(offer, by=request.user, at=timezone.now(), by_staff=True, reason=form.cleaned_data["reason"])
        text = _("Angehalten. Verkaufte Gutscheine gelten weiter.")
        say_undoable(request, text, undo_url=reverse("vouchers:office:resumption", args=[pk]))
    except NotPossible:
        messages.info(request, _("Dieses Angebot ist gerade nicht im Verkauf."))
    return redirect("vouchers:office:offer", pk=pk)


@allow(Audience.EDITOR, while_off=True)
@require_POST
def resumption(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        resume_offer(get_object_or_404(Offer, pk=pk), by=request.user, at=timezone.now(), by_staff=True)
        messages.success(request, _("Wieder im Verkauf."))
    except NotPossible:
        messages.info(request, _("Dieses Angebot war nicht angehalten."))
    return redirect("vouchers:office:offer", pk=pk)
