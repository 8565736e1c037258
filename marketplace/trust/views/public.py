"""Sending a notice, its receipt, and the appeal against a decision. Nobody needs an account."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.accounts.limits import address_of_client, allow_try
from kreislauf.links import BadLink, Expired
from kreislauf.permissions import Audience, allow
from marketplace.trust.appeals import TooLate
from marketplace.trust.appeals import appeal as object_to
from marketplace.trust.forms import AppealForm, NoticeForm
from marketplace.trust.links import decision_of, notice_of, receipt_token
from marketplace.trust.models import Appeal, Category
from marketplace.trust.noticeable import Noticeable, noticeable_named
from marketplace.trust.receive import receive

HOUR = 3600
PER_ADDRESS = 20


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Of what visitors see."""
    noticeable, row = _shown(kind, pk)
    form = NoticeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _form(request, noticeable, row, form)
    if form.is_trapped:
        return redirect(noticeable.address(row))
    if not form.is_valid():
        return _form(request, noticeable, row, form, status=422)
    if not allow_try(f"notice {address_of_client(request)}", PER_ADDRESS, HOUR):
        form.add_error(None, _("Von hier kamen gerade viele Meldungen. Bitte versuchen Sie es in einer Stunde wieder."))
        return _form(request, noticeable, row, form, status=429)
    data = form.cleaned_data
    notice = receive(
        row,
        noticeable,
        category=Category(data["category"]),
        **{name: data[name] for name in ("why", "name", "email", "key")},
        at=timezone.now(),
    )
    return redirect("trust:receipt", receipt_token(notice))


def _shown(kind: str, pk: int) -> tuple[Noticeable[Any], Any]:
    noticeable = noticeable_named(kind)
    row = noticeable.row(pk) if noticeable else None
    if noticeable is None or row is None or not noticeable.is_shown(row):
        raise Http404
    return noticeable, row


def _form(
    request: HttpRequest, kind: Noticeable[Any], row: object, form: NoticeForm, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "kind": kind, "row": row, "up": [(str(row), kind.address(row))]}
    return render(request, "trust/public/report.html", context, status=status)


@allow(Audience.ANYONE)
@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """What the sender may write down: number, day, and what happens next."""
    try:
        notice = notice_of(token)
    except BadLink as refusal:
        return _over(request, expired=isinstance(refusal, Expired))
    if notice is None:
        return _over(request, expired=True)
    return render(request, "trust/public/receipt.html", {"notice": notice})


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the letters about a decision: looking changes nothing, the form objects once."""
    try:
        found = decision_of(token)
    except BadLink as refusal:
        return _over(request, expired=isinstance(refusal, Expired))
    if found is None:
        return _over(request, expired=True)
    decision, notice = found
    form = AppealForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            object_to(decision, notice=notice, text=form.cleaned_data["text"], at=timezone.now())
        except TooLate:
            return _over(request, expired=True)
        return redirect("trust:appeal", token)
    first = Appeal.objects.filter(decision=decision, notice=notice).first()
    context = {"decision": decision, "notice": notice, "appeal": first, "form": form}
    return render(request, "trust/public/appeal.html", context, status=422 if form.errors else 200)


def _over(request: HttpRequest, *, expired: bool) -> HttpResponse:
    context = {"expired": expired}
    return render(request, "trust/public/link_over.html", context, status=410 if expired else 404)
