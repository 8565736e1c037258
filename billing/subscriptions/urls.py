"""The page of a region's leader."""

from __future__ import annotations

from django.urls import path

from billing.subscriptions.views import office

app_name = "subscriptions"
urlpatterns = [
    path("verwaltung/rechnungen/", office.own, name="own"),
    path("verwaltung/rechnungen/anschrift/", office.own_buyer, name="own_buyer"),
    path("verwaltung/rechnungen/<int:number>/karte/", office.own_card, name="own_card"),
    path("verwaltung/rechnungen/<int:number>/pdf/", office.own_file, {"kind": "pdf"}, name="own_pdf"),
    path("verwaltung/rechnungen/<int:number>/xml/", office.own_file, {"kind": "xml"}, name="own_xml"),
]
