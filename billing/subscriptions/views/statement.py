"""Operators read their bank statement: first what it would book, then the booking."""

from __future__ import annotations

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from billing.bank.camt.line import CamtRefused
from billing.subscriptions.forms.statement import StatementForm, sealed, unsealed
from billing.subscriptions.models.seller import seller
from billing.subscriptions.statement import book, read_statement
from kreislauf.permissions import Audience, allow

SHOWN = 200


@allow(Audience.OPERATOR, takes_files=True)
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HttpRequest) -> HttpResponse:
    if request.POST.get("found"):
        return _book(request)
    form = StatementForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            reading = read_statement(form.cleaned_data["file"], iban=seller().iban)
        except CamtRefused as refusal:
            form.refuse_file(str(refusal))
        else:
            context = {
                "reading": reading,
                "rows": reading.found[:SHOWN],
                "others": reading.others[:SHOWN],
                "sealed": sealed([found for found, _invoice in reading.found]),
            }
            return render(request, "subscriptions/statement_read.html", context)
    return render(request, "subscriptions/statement.html", {"form": form}, status=422 if form.errors else 200)


def _book(request: HttpRequest) -> HttpResponse:
    try:
        found = unsealed(request.POST["found"])
    except signing.BadSignature:
        messages.error(request, _("Das ist zu lange her. Bitte laden Sie den Kontoauszug noch einmal hoch."))
        return redirect("subscriptions:statement")
    new = book(found, by=request.user, at=timezone.now())
    text = ngettext("%(n)s Zahlung ist eingetragen.", "%(n)s Zahlungen sind eingetragen.", new)
    messages.success(request, text % {"n": new})
    return redirect("subscriptions:invoices")
