"""Orders and offers of the whole region."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q, QuerySet
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
from marketplace.businesses.words import WORDS_FIRST, folded
from marketplace.vouchers.codes import order_number_in
from marketplace.vouchers.models import Offer, Order, Voucher
from marketplace.vouchers.models.offer import PRICE
from marketplace.vouchers.models.order import ENDED, UNPAID
from marketplace.vouchers.models.voucher import REFUNDED
from marketplace.vouchers.offers.edit import NotPossible, resume_offer, stop_offer
from marketplace.vouchers.offers.sold import sold_of_offer
from marketplace.vouchers.offers.state import state_of
from marketplace.vouchers.office.forms import StopForm
from marketplace.vouchers.office.query import chosen_business, in_time, of_buyer, words_of

PER_PAGE = 24
STATES = {
    "": (gettext_lazy("alle"), Q()),
    "bezahlt": (gettext_lazy("bezahlt"), Q(fulfilled_at__isnull=False)),
    "wartet": (
        gettext_lazy("wartet auf Zahlung"),
        UNPAID,
    ),
    "ohne-mail": (gettext_lazy("bezahlt, E-Mail fehlt"), Q(fulfilled_at__isnull=False, mailed_at__isnull=True)),
    "erstattet": (gettext_lazy("erstattet, auch zum Teil"), Q(pk__in=Voucher.objects.filter(REFUNDED).values("order"))),
    "beendet": (gettext_lazy("nicht bezahlt"), ENDED),
}

OFFER_COLUMNS = (
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
def orders(request: HttpRequest) -> HttpResponse:
    page = key_page(found_orders(request), request.GET.get("seite"), per_page=PER_PAGE)
    context = {
        "page": page,
        "words": words_of(request),
        "state": request.GET.get("stand", ""),
        "states": [(key, label) for key, (label, _question) in STATES.items()],
        "business": chosen_business(request),
    }
    return render(request, "vouchers/office/orders.html", context)


def found_orders(request: HttpRequest) -> QuerySet[Order]:
    """``?q=…&stand=…&betrieb=…``, newest first; with ``?sort=alt`` oldest first."""
    words, state = words_of(request), request.GET.get("stand", "")
    wanted = STATES.get(state, STATES[""])[1]
    if words:
        named = of_buyer(words) | Q(title__icontains=words)
        number = order_number_in(words)
        wanted &= named | Q(number=number) if number else named
    business = chosen_business(request)
    if business is not None:
        wanted &= Q(offer__business=business)
    found = Order.objects.filter(wanted).select_related("offer__business").prefetch_related("vouchers")
    return found.order_by(*in_time(request, "created_at"))


@allow(Audience.EDITOR, while_off=True)
@require_GET
def offers(request: HttpRequest) -> HttpResponse:
    words = words_of(request)
    found = Offer.objects.select_related("business__category").annotate(sold=sold_of_offer()).in_words(words)
    business = chosen_business(request)
    if business is not None:
        found = found.filter(business=business)
    order = ListOrder(OFFER_COLUMNS, request.GET.get("sort", ""))
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
