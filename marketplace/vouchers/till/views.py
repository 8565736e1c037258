"""`/betrieb/kasse/`: a code, an amount, done. On a phone, in one hand, with a customer waiting."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from csp.constants import WASM_UNSAFE_EVAL
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kreislauf.permissions import Audience, allow
from kreislauf.web.kept_form import kept_fields
from kreislauf.web.local_path import local_path
from kreislauf.web.pages import key_page
from kreislauf.web.row_id import row_id
from kreislauf.web.table_file import Euros, stream_table
from marketplace.businesses.membership import CHOSEN, businesses_of
from marketplace.businesses.models import Business
from marketplace.vouchers.models import OfferKind, Redemption, Voucher
from marketplace.vouchers.till.day_report import day_report, redemptions_of
from marketplace.vouchers.till.forms import REASONS, ReversalForm, TapForm
from marketplace.vouchers.till.look_up import look_up
from marketplace.vouchers.till.redeem import KeyReused, NotRedeemed, redeem
from marketplace.vouchers.till.refusals import REVERSAL_REFUSED, Answer, answer_to
from marketplace.vouchers.till.reverse import NotReversed, may_reverse, reverse
from marketplace.vouchers.till.with_business import user_of, with_till_business

RECENT = 8
CHOICES = 12  # businesses that somebody reads through; more are searched
NO_CODE = Answer(
    "invalid", gettext_lazy("Der Code fehlt noch."), gettext_lazy("Er steht auf dem Gutschein unter dem QR-Code.")
)


@allow(Audience.TILL, while_paused=True, while_off=True)
@require_GET
@with_till_business
def home(request: HttpRequest, business: Business) -> HttpResponse:
    return _home(request, business, code=kept_fields(request).get("code", ""))


@allow(Audience.TILL, while_paused=True, while_off=True)
@require_http_methods(["GET", "POST"])
def choice(request: HttpRequest) -> HttpResponse:
    """Which counter, for people who work at several."""
    businesses = businesses_of(user_of(request)).in_german_order()
    onward = local_path(request.POST.get("weiter") or request.GET.get("weiter") or "")
    if request.method == "POST":
        business = get_object_or_404(businesses, pk=row_id(request.POST.get("betrieb", "")))
        request.session[CHOSEN] = business.pk
        return redirect(onward or "vouchers:till:home")
    words = request.GET.get("q", "").replace("\0", "")[:100]
    page = key_page(businesses.in_words(words), request.GET.get("seite"), per_page=CHOICES)
    context = {"page": page, "words": words, "several": page.has_other_pages or bool(words), "onward": onward}
    return render(request, "vouchers/till/choice.html", context)


@allow(Audience.TILL, while_paused=True, while_off=True)
@require_GET
@with_till_business
def voucher(request: HttpRequest, business: Business) -> HttpResponse:
    """What is left on the voucher behind ``?code=``, and the field for the amount."""
    kept = kept_fields(request)  # a tap that met the sign-in keeps its key: if it was booked after all, it is not again
    code = kept.get("code") or request.GET.get("code", "")
    key = kept.get("key", "")[:60] or str(uuid.uuid4())
    if not code.strip():
        return _home(request, business, answer=NO_CODE)
    try:
        found = look_up(code, by=business, at=timezone.now())
    except NotRedeemed as refusal:
        return _home(request, business, code=code, answer=answer_to(refusal, typed=code))
    return _balance(request, business, found, code=code, key=key, typed=kept.get("amount", "")[:40])


@allow(Audience.TILL, while_paused=True, while_off=True)
@require_POST
@with_till_business
def redemption(request: HttpRequest, business: Business) -> HttpResponse:
    """Take the amount off the voucher."""
    form = TapForm(request.POST)
    code, key = request.POST.get("code", ""), request.POST.get("key", "")[:60] or str(uuid.uuid4())
    typed = request.POST.get("amount", "")[:40]
    now = timezone.now()
    answer = None
    if form.is_valid():
        amount_cents = form.cleaned_data["amount_cents"]
        try:
            done = redeem(code, by=business, actor=request.user, amount_cents=amount_cents, at=now, key=key)
            return redirect("vouchers:till:done", pk=done.pk)
        except NotRedeemed as refusal:
            answer = answer_to(refusal, typed=code)
            if isinstance(refusal, KeyReused):
                key = str(uuid.uuid4())  # the first amount is booked; what is typed next is a tap of its own
    else:
        answer = Answer("invalid", _("Diesen Betrag können wir nicht buchen."), _first_mistake(form), field="amount")
    try:
        found = look_up(code, by=business, at=now)
    except NotRedeemed as refusal:
        return _home(request, business, code=code, answer=answer_to(refusal, typed=code))
    return _balance(request, business, found, code=code, key=key, typed=typed, answer=answer)


@allow(Audience.TILL, while_paused=True, while_off=True)
@require_GET
@with_till_business
def done(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    """What was taken, what is left, and the way back."""
    return _done(request, get_object_or_404(redemptions_of(business), pk=pk))


@allow(Audience.TILL, while_paused=True, while_off=True)
@require_POST
@with_till_business
def reversal(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    """Take a redemption back, with a reason."""
    redemption = get_object_or_404(redemptions_of(business), pk=pk)
    form = ReversalForm(request.POST)
    form.is_valid()
    staff = user_of(request).is_staff_member
    try:
        reverse(redemption, reason=form.reason, by=request.user, at=timezone.now(), by_staff=staff)
    except NotReversed as refusal:
        return _done(request, redemption, answer=REVERSAL_REFUSED[type(refusal)], other=request.POST.get("other", ""))
    return redirect("vouchers:till:done", pk=pk)


@allow(Audience.TILL, while_paused=True, while_off=True)
@require_GET
@with_till_business
def day(request: HttpRequest, business: Business) -> HttpResponse:
    """The day's cash-up, to look at and to print."""
    chosen = _day(request)
    today = timezone.localdate()
    context = {
        "business": business,
        "report": day_report(business, chosen),
        "today": today,
        "before": chosen - timedelta(days=1),
        "after": chosen + timedelta(days=1) if chosen < today else None,
    }
    return render(request, "vouchers/till/day.html", context)


@allow(Audience.TILL, while_paused=True, while_off=True)
@require_GET
@with_till_business
def day_file(request: HttpRequest, business: Business) -> FileResponse:
    """The day's cash-up as a table for the bookkeeping."""
    report = day_report(business, _day(request))
    redeemed = [
        (_moment(r.redeemed_at), _("Einlösung"), f"…{r.voucher.code[-4:]}", Euros(r.amount_cents), r.by, "")
        for r in reversed(report.redemptions)
    ]
    reversal = [
        (
            _moment(r.reversed_at),
            _("Storno"),
            f"…{r.redemption.voucher.code[-4:]}",
            Euros(-r.redemption.amount_cents),
            r.by,
            r.reason,
        )
        for r in report.reversals
    ]
    header = [_("Zeit"), _("Vorgang"), _("Gutschein"), _("Betrag in Euro"), _("Gebucht von"), _("Grund")]
    return stream_table(request, f"kasse-{report.day:%Y-%m-%d}", header, redeemed + reversal)


def _home(request: HttpRequest, business: Business, *, code: str = "", answer: Answer | None = None) -> HttpResponse:
    context = {
        "business": business,
        "several": user_of(request).is_staff_member or CHOSEN in request.session,
        "code": code[:200],
        "answer": answer,
        "report": day_report(business, timezone.localdate()),
        "recent": RECENT,
    }
    response = render(request, "vouchers/till/home.html", context, status=422 if answer else 200)
    # The scanner's decoder is WebAssembly, which this page alone lets run; scripts still come from here only.
    response._csp_update = {"script-src": [WASM_UNSAFE_EVAL]}  # type: ignore[attr-defined]  # as @csp_update does
    return response


def _balance(
    request: HttpRequest,
    business: Business,
    voucher: Voucher,
    *,
    code: str,
    key: str,
    typed: str = "",
    answer: Answer | None = None,
) -> HttpResponse:
    context = {"business": business, "voucher": voucher, "code": code, "key": key, "typed": typed, "answer": answer}
    context["whole"] = voucher.order.offer.kind == OfferKind.SERVICE and voucher.left_cents == voucher.value_cents
    return render(request, "vouchers/till/balance.html", context, status=422 if answer else 200)


def _done(
    request: HttpRequest, redemption: Redemption, *, answer: Answer | None = None, other: str = ""
) -> HttpResponse:
    context = {
        "business": redemption.business,
        "redemption": redemption,
        "reversal": getattr(redemption, "reversal", None),
        "may_reverse": user_of(request).is_staff_member or may_reverse(redemption, at=timezone.now()),
        "reasons": REASONS,
        "answer": answer,
        "other": other[:200],
    }
    return render(request, "vouchers/till/done.html", context, status=422 if answer else 200)


def _day(request: HttpRequest) -> date:
    """The day asked for; today if it is none, lies ahead or is no day at all."""
    today = timezone.localdate()
    try:
        asked = parse_date(request.GET.get("tag", "")) or today
    except ValueError:
        return today
    return asked if date(2020, 1, 1) <= asked <= today else today


def _moment(moment: object) -> str:
    return f"{timezone.localtime(moment):%d.%m.%Y %H:%M}"  # type: ignore[arg-type]


def _first_mistake(form: TapForm) -> str:
    return next((str(messages[0]) for messages in form.errors.values()), "")
