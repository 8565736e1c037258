"""Orders of the whole region."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import key_page
from marketplace.search.names import named
from marketplace.vouchers.codes import order_number_in
from marketplace.vouchers.models import Order, Voucher
from marketplace.vouchers.models.order import ENDED, UNPAID
from marketplace.vouchers.models.voucher import REFUNDED
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
        found_in = of_buyer(words) | named(words, "title")
        number = order_number_in(words)
        wanted &= found_in | Q(number=number) if number else found_in
    business = chosen_business(request)
    if business is not None:
        wanted &= Q(offer__business=business)
    found = Order.objects.filter(wanted).select_related("offer__business").prefetch_related("vouchers")
    return found.order_by(*in_time(request, "created_at"))
