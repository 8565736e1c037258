"""Movements that a person must look at, and what they say about one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from billing.bank.imports.transfers import names_of, our_transfers
from billing.bank.lines.decide import DECIDABLE, CannotDecide, assign, assign_refund, dismiss, undo
from billing.bank.owner import Owner
from billing.providers.bank_transfer.models import BankLine, BankRefund, TransferRequest
from billing.providers.bank_transfer.reference import references_in
from kreislauf.web.ask import say_undoable
from kreislauf.web.pages import key_page

PER_PAGE = 24
OFFERED = 12  # orders among which somebody chooses; the search finds the others


@require_safe
def open_lines(request: HttpRequest, owner: Owner) -> HttpResponse:
    """The longest waiting first."""
    found = BankLine.objects.waiting().filter(account__in=owner.accounts).order_by("waits_since", "pk")
    return owner.page(request, "open", {"page": key_page(found, request.GET.get("seite"), per_page=PER_PAGE)})


@require_safe
def line(request: HttpRequest, owner: Owner, pk: int) -> HttpResponse:
    return _page(request, owner, _own(owner, pk))


def _page(request: HttpRequest, owner: Owner, one: BankLine, *, refusal: str = "", status: int = 200) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:80].replace("\0", "")
    decidable = one.taken_at is not None and one.verdict in DECIDABLE and one.request_id is None
    context: dict[str, Any] = {
        "line": one,
        "words": words,
        "refusal": refusal,
        "is_open": decidable,
        "transfers": our_transfers(names_of(one)) if owner.business_id is None else {},
        "undoable": one.decided_at is not None and not one.used_cents and one.refund_id is None,
        "requests": _requests(one, words)[:OFFERED] if decidable else [],
        "refunds": _refunds(one)[:OFFERED] if decidable else [],
    }
    return owner.page(request, "line", context, status=status)


def _requests(one: BankLine, words: str) -> QuerySet[TransferRequest]:
    """By reference, number or title; without words those of exactly this sum, and those that the text names."""
    found = one.account.requests.order_by("-opened_at", "-pk")
    if words:
        named = Q(reference__in=references_in(words)) | Q(order_number__iexact=words)
        return found.filter(named | Q(reference__endswith=words.replace(" ", "")) | Q(title__icontains=words))
    named = Q(reference__in=references_in(f"{one.reference} {one.text}"))
    return found.filter(named | Q(amount_cents=abs(one.cents), paid_at=None))


def _refunds(one: BankLine) -> QuerySet[BankRefund]:
    found = BankRefund.objects.of_account(one.account).filter(amount_cents=abs(one.cents), failed_at=None)
    booked = one.cents > 0  # what comes back must have left
    return found.filter(booked_at__isnull=not booked).select_related("charge__request").order_by("-requested_at", "-pk")


@require_POST
def assignment(request: HttpRequest, owner: Owner, pk: int) -> HttpResponse:
    """To an order (``bestellung``) or to a refund (``erstattung``), by the number of its row."""
    one, number = _own(owner, pk), request.POST.get("bestellung") or request.POST.get("erstattung") or ""
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return _page(request, owner, one, refusal=_("Bitte wählen Sie eine Bestellung aus."), status=422)
    try:
        if "bestellung" in request.POST:
            wanted = get_object_or_404(TransferRequest, pk=int(number), account__in=owner.accounts)
            assign(one, wanted, by=request.user, at=timezone.now())
        else:
            refunds = BankRefund.objects.select_related("charge__request")
            refund = get_object_or_404(refunds, pk=int(number), charge__request__account__in=owner.accounts)
            assign_refund(one, refund, by=request.user, at=timezone.now())
    except CannotDecide as refused:
        return _page(request, owner, one, refusal=str(refused), status=422)
    messages.success(request, _("Der Umsatz ist zugeordnet."))
    return owner.go("open")


@require_POST
def rejection(request: HttpRequest, owner: Owner, pk: int) -> HttpResponse:
    one = _own(owner, pk)
    try:
        dismiss(one, by=request.user, at=timezone.now())
    except CannotDecide as refused:
        return _page(request, owner, one, refusal=str(refused), status=422)
    say_undoable(request, _("Der Umsatz ist abgelegt."), undo_url=owner.url("undo", one.pk))
    return owner.go("open")


@require_POST
def withdrawal(request: HttpRequest, owner: Owner, pk: int) -> HttpResponse:
    one = _own(owner, pk)
    try:
        undo(one, by=request.user, at=timezone.now())
    except CannotDecide as refused:
        return _page(request, owner, one, refusal=str(refused), status=422)
    messages.success(request, _("Der Umsatz wartet wieder auf eine Entscheidung."))
    return owner.go("line", one.pk)


def _own(owner: Owner, pk: int) -> BankLine:
    rows = BankLine.objects.select_related("account", "request", "refund", "source")
    return get_object_or_404(rows, pk=pk, account__in=owner.accounts)
