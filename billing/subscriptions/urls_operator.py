"""The operators' pages."""

from __future__ import annotations

from django.urls import path

from billing.subscriptions.views import invoices, money, plans, regions, statement, subscriptions

app_name = "subscriptions"
urlpatterns = [
    path("rechnungen/", invoices.invoices, name="invoices"),
    path("rechnungen/tabelle/", invoices.invoices_file, name="invoices_file"),
    path("rechnungen/kontoauszug/", statement.statement, name="statement"),
    path("rechnungen/absender/", plans.sender, name="sender"),
    path("rechnungen/<int:pk>/", invoices.invoice, name="invoice"),
    path("rechnungen/<int:pk>/pdf/", invoices.file, {"kind": "pdf"}, name="pdf"),
    path("rechnungen/<int:pk>/xml/", invoices.file, {"kind": "xml"}, name="xml"),
    path("rechnungen/<int:pk>/zahlung/", money.payment, name="payment"),
    path("rechnungen/<int:pk>/korrektur/", money.correction, name="correction"),
    path("rechnungen/<int:pk>/neue-rechnung/", money.reissue, name="reissue"),
    path("vertraege/tarife/", plans.plans, name="plans"),
    path("vertraege/tarife/neu/", plans.new_plan, name="new_plan"),
    path("vertraege/tarife/<int:pk>/", plans.plan, name="plan"),
    path("vertraege/tarife/<int:pk>/preise/", plans.new_version, name="new_version"),
    path("vertraege/tarife/<int:pk>/rueckzug/", plans.withdrawal, name="withdrawal"),
    path("vertraege/", subscriptions.subscriptions, name="subscriptions"),
    path("regionen/<int:pk>/abrechnung/", regions.region, name="region"),
    path("regionen/<int:pk>/abrechnung/anschrift/", regions.buyer, name="buyer"),
    path("regionen/<int:pk>/abrechnung/beginn/", regions.beginning, name="beginning"),
    path("regionen/<int:pk>/abrechnung/tarif/", regions.change, name="change"),
    path("regionen/<int:pk>/abrechnung/ende/", regions.ending, name="ending"),
]
