"""The pages on which staff pays settlements, for a slice to include below its own list of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from billing.bank.owner import View
from billing.bank.payouts.kind import AnyPayouts
from billing.bank.payouts.views import runs, settlements


def patterns(payouts: AnyPayouts, allowed: Callable[[View], View]) -> list[URLPattern]:
    """``allowed`` says who pays. The slice itself has ``settlements`` and ``settlement``, to which these lead back."""

    def paying(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, **values: Any) -> HttpResponse:
            return view(request, payouts, **values)

        return allowed(inner)

    return [
        path("<int:pk>.pdf", paying(settlements.settlement_paper), name="settlement_paper"),
        path("<int:pk>/konto/", paying(settlements.payee), name="settlement_payee"),
        path("<int:pk>/zahlung/", paying(settlements.payment), name="payment"),
        path("<int:pk>/zahlung/ruecknahme/", paying(settlements.payment_withdrawal), name="payment_withdrawal"),
        path("datei/", paying(runs.new_run), name="new_run"),
        path("datei/<int:pk>/", paying(runs.run_file), name="run_file"),
        path("datei/<int:pk>/zahlung/", paying(runs.run_payment), name="run_payment"),
        path("datei/<int:pk>/ruecknahme/", paying(runs.run_withdrawal), name="run_withdrawal"),
    ]
