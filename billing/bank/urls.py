"""The bank pages, for whoever owns an account. ``patterns`` is included once for the region and once for businesses."""

from __future__ import annotations

from typing import Protocol

from django.urls import URLPattern, include, path

from billing.bank.imports.upload import MOST_BYTES
from billing.bank.owner import View, of_region
from billing.bank.views import account, imports, lines, refunds

app_name = "bank"


class Owned(Protocol):
    def __call__(self, view: View, **options: bool | int) -> View: ...


def patterns(owned: Owned) -> list[URLPattern]:
    """``owned`` says who may use a view, and gives it its owner after the request."""
    return [
        path("", owned(imports.home, takes_files=MOST_BYTES + 1024**2), name="home"),
        path("konto/", owned(account.account), name="account"),
        path("konto/ende/", owned(account.closing), name="closing"),
        path("auszuege/<int:pk>/", owned(imports.statement), name="import"),
        path("auszuege/<int:pk>/uebernahme/", owned(imports.takeover), name="takeover"),
        path("auszuege/<int:pk>/verwerfen/", owned(imports.dropping), name="dropping"),
        path("offen/", owned(lines.open_lines), name="open"),
        path("umsaetze/<int:pk>/", owned(lines.line), name="line"),
        path("umsaetze/<int:pk>/zuordnung/", owned(lines.assignment), name="assignment"),
        path("umsaetze/<int:pk>/ablehnung/", owned(lines.rejection), name="rejection"),
        path("umsaetze/<int:pk>/ruecknahme/", owned(lines.withdrawal), name="undo"),
        path("erstattungen/", owned(refunds.refunds), name="refunds"),
        path("erstattungen/<int:pk>/", owned(refunds.payee), name="payee"),
        path("dateien/<int:pk>.xml", owned(refunds.file), name="file"),
        path("dateien/<int:pk>/ruecknahme/", owned(refunds.run_withdrawal), name="run_withdrawal"),
    ]


urlpatterns = [path("verwaltung/bank/", include(patterns(of_region)))]
