"""Backers at the root; the business's and the office's pages beside them."""

from __future__ import annotations

from django.urls import URLPattern, path

from marketplace.campaigns.pledges.views import business, form, office, own

_BUSINESS, _OFFICE = "betrieb/kampagnen", "verwaltung/kampagnen/unterstuetzungen"

urlpatterns: list[URLPattern] = [
    path("kampagnen/<int:pk>/<slug:slug>/unterstuetzen/", form.form, name="form"),
    path("kampagnen/<int:pk>/<slug:slug>/unterstuetzen/bestellung/", form.order, name="order"),
    path("unterstuetzung/<slug:token>/", own.pledge, name="pledge"),
    path("unterstuetzung/<slug:token>/beleg.pdf", own.receipt, name="receipt"),
    path("unterstuetzung/<slug:token>/zahlung/", own.payment, name="payment"),
    path("unterstuetzung/<slug:token>/zahlung/pruefung/", own.payment_check, name="payment_check"),
    path("unterstuetzung/<slug:token>/widerruf/", own.withdrawal, name="withdrawal"),
    path("unterstuetzung/<slug:token>/angekommen/", own.arrival, name="arrival"),
    path(f"{_BUSINESS}/<int:pk>/unterstuetzungen/", business.backers, name="backers"),
    path(f"{_BUSINESS}/<int:pk>/unterstuetzungen/tabelle/", business.backers_file, name="backers_file"),
    path(f"{_BUSINESS}/unterstuetzung/<int:pk>/versand/", business.sending, name="sending"),
    path(f"{_BUSINESS}/unterstuetzung/<int:pk>/kein-versand/", business.unsending, name="unsending"),
    path(f"{_BUSINESS}/unterstuetzung/<int:pk>/ankunft/", business.reception, name="reception"),
    path(f"{_OFFICE}/", office.pledges, name="office_pledges"),
    path(f"{_OFFICE}/tabelle/", office.pledges_file, name="office_pledges_file"),
    path(f"{_OFFICE}/<int:pk>/", office.pledge, name="office_pledge"),
    path(f"{_OFFICE}/<int:pk>/erstattung/", office.refund, name="office_refund"),
    path(f"{_OFFICE}/<int:pk>/satz/", office.line, name="office_line"),
]
