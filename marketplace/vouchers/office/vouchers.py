"""Single vouchers: find one for somebody on the phone, block it, reverse a redemption."""

from __future__ import annotations

import re

from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Right
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from kreislauf.audit.lines import about, in_words
from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import key_page
from marketplace.vouchers.block import AlreadyBlocked, ChargedBack, NotChanged, block, unblock
from marketplace.vouchers.codes import normalise, order_number_in
from marketplace.vouchers.models import Order, Redemption, Voucher
from marketplace.vouchers.models.voucher import REFUNDED
from marketplace.vouchers.office.forms import OfficeReasonForm
from marketplace.vouchers.office.query import chosen_business, in_time, of_buyer, words_of
from marketplace.vouchers.till.refusals import REVERSAL_REFUSED
from marketplace.vouchers.till.reverse import NotReversed, reverse
from tenants.branding.context import links_for

PER_PAGE = 24
MOST_LINES = 10
STATES = {
    "": gettext_lazy("alle"),
    "offen": gettext_lazy("offen"),
    "gesperrt": gettext_lazy("gesperrt"),
    "aufgebraucht": gettext_lazy("aufgebraucht"),
    "erstattet": gettext_lazy("erstattet"),
}


@allow(Audience.EDITOR, while_off=True)
@require_GET
def vouchers(request: HttpRequest) -> HttpResponse:
    """Found by the last four characters of the code, or by the buyer's address or name."""
    page = key_page(found_vouchers(request), request.GET.get("seite"), per_page=PER_PAGE)
    context = {
        "page": page,
        "words": words_of(request),
        "state": request.GET.get("stand", ""),
        "states": STATES.items(),
        "today": timezone.localdate(),
        "business": chosen_business(request),
    }
    return render(request, "vouchers/office/vouchers.html", context)


def found_vouchers(request: HttpRequest) -> QuerySet[Voucher]:
    """``?q=…&stand=…&betrieb=…``, newest first; with ``?sort=alt`` oldest first."""
    business = chosen_business(request)
    matching = _matching(words_of(request))
    if business is not None:
        matching = matching.filter(business=business)
    found = _in_state(matching, request.GET.get("stand", "")).select_related("order", "business")
    return found.order_by(*in_time(request, "issued_at"))


@allow(Audience.EDITOR, while_off=True)
@require_GET
def voucher(request: HttpRequest, pk: int) -> HttpResponse:
    return _detail(request, _get(pk))


@allow(Audience.EDITOR, while_off=True)
@require_POST
def blocking(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = _get(pk), OfficeReasonForm(request.POST)
    if not form.is_valid():
        return _detail(request, found, reason_form=form)
    try:
        block(found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(request, _("Gesperrt. An der Kasse wird dieser Gutschein ab jetzt abgelehnt."))
    except AlreadyBlocked:
        messages.info(request, _("Dieser Gutschein war schon gesperrt."))
    return redirect("vouchers:office:voucher", pk=pk)


@allow(Audience.EDITOR, while_off=True)
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        unblock(_get(pk), by=request.user, at=timezone.now())
        messages.success(request, _("Die Sperre ist aufgehoben."))
    except ChargedBack:
        messages.error(request, _("Die Zahlung wurde zurückgeholt. Diese Sperre lässt sich nicht aufheben."))
    except NotChanged:
        messages.info(request, _("Dieser Gutschein war nicht gesperrt."))
    return redirect("vouchers:office:voucher", pk=pk)


@allow(Audience.EDITOR, while_off=True)
@require_POST
def reversal(request: HttpRequest, pk: int) -> HttpResponse:
    """Staff takes a redemption back, at any time."""
    redemption = get_object_or_404(Redemption, pk=pk)
    form = OfficeReasonForm(request.POST, prefix=f"storno-{pk}")
    if not form.is_valid():
        return _detail(request, _get(redemption.voucher_id), reversal_form=(pk, form))
    try:
        reverse(redemption, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now(), by_staff=True)
        messages.success(request, _("Storniert. Der Betrag ist wieder auf dem Gutschein."))
    except NotReversed as refusal:
        messages.error(request, str(REVERSAL_REFUSED[type(refusal)]))
    return redirect("vouchers:office:voucher", pk=redemption.voucher_id)


def _matching(words: str) -> QuerySet[Voucher]:
    found = Voucher.objects.all()
    if not words:
        return found
    # Two questions, each by its own index, instead of one that must look at every row.
    wanted = of_buyer(words)
    if number := order_number_in(words):
        wanted |= Q(number=number)
    hits = Voucher.objects.filter(order__in=Order.objects.filter(wanted)).order_by().values("pk")
    code = normalise(words)
    # Four characters are what is printed in lists and logs; who reads the whole code out gets there as well. Nothing
    # between: one more character at a time, the whole code could be asked out of the list.
    if re.fullmatch(r"[0-9A-Z]{4}|[0-9A-Z]{16}", code) and "@" not in words:
        end = Voucher.objects.alias(end=Right("code", 4)).filter(end=code[-4:], code__endswith=code)
        hits = hits.union(end.order_by().values("pk"))
    return found.filter(pk__in=hits)


def _in_state(found: QuerySet[Voucher], state: str) -> QuerySet[Voucher]:
    match state:
        case "offen":
            return found.filter(left_cents__gt=0, blocked_at__isnull=True)
        case "gesperrt":
            return found.filter(blocked_at__isnull=False)
        case "aufgebraucht":
            return found.filter(left_cents=0, refunded_at__isnull=True, refund_pending_at__isnull=True)
        case "erstattet":
            return found.filter(REFUNDED)
    return found


def _get(pk: int) -> Voucher:
    return get_object_or_404(Voucher.objects.select_related("order__offer", "business"), pk=pk)


def _detail(
    request: HttpRequest,
    voucher: Voucher,
    *,
    reason_form: OfficeReasonForm | None = None,
    reversal_form: tuple[int, OfficeReasonForm] | None = None,
) -> HttpResponse:
    refused_pk, refused = reversal_form or (0, None)
    taps = [
        (redemption, refused if redemption.pk == refused_pk else OfficeReasonForm(prefix=f"storno-{redemption.pk}"))
        for redemption in voucher.redemptions.select_related("reversal", "elsewhere").order_by(
            F("redeemed_at").desc(), "-pk"
        )
    ]
    mistaken = reason_form or refused
    context = {
        "voucher": voucher,
        "taps": taps,
        "today": timezone.localdate(),
        "reason_form": reason_form or OfficeReasonForm(),
        "form": mistaken,
        "spent_cents": voucher.value_cents - voucher.left_cents - voucher.reserved_cents,
        "withdrawals": voucher.withdrawals.all(),
        "lines": list(
            in_words(
                about(voucher, voucher.order)[:MOST_LINES],
                links_for(request, "log_links"),
            )
        ),
    }
    return render(request, "vouchers/office/voucher.html", context, status=422 if mistaken else 200)
