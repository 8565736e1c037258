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
from kreislauf.web.pages import key_page
from marketplace.vouchers.codes import order_number_in
from marketplace.vouchers.models import Offer, Order, Voucher
from marketplace.vouchers.models.order import ENDED, UNPAID
from marketplace.vouchers.models.voucher import REFUNDED
from marketplace.vouchers.offers.edit import NotPossible, resume_offer, stop_offer
from marketplace.vouchers.offers.sold import sold_of_offer
from marketplace.vouchers.offers.state import state_of
from marketplace.vouchers.office.forms import StopForm
from marketplace.vouchers.office.query import chosen_business, in_time, words_of

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
        named = Q(email__icontains=words) | Q(buyer_name__icontains=words) | Q(title__icontains=words)
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
    page = key_page(found.order_by("-created_at", "-pk"), request.GET.get("seite"), per_page=PER_PAGE)
    rows = [(offer, state_of(offer)) for offer in page]
    context = {"page": page, "rows": rows, "words": words, "business": business}
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
