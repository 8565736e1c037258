"""Pots: as everybody sees them, and what staff does with them."""

from __future__ import annotations

from django.urls import URLPattern, include, path
from django.urls.resolvers import URLResolver

from marketplace.campaigns.funds import views
from marketplace.campaigns.funds.granting import payment
from marketplace.campaigns.funds.granting import views as granting
from marketplace.campaigns.funds.office import views as office

office_patterns = [
    path("", office.funds, name="office_list"),
    path("neu/", office.new, name="office_new"),
    path("<int:pk>/", office.fund, name="office_fund"),
    path("<int:pk>/aendern/", office.edit, name="office_edit"),
    path("<int:pk>/schliessung/", office.closing, name="office_closing"),
    path("<int:pk>/oeffnung/", office.reopening, name="office_reopening"),
    path("<int:pk>/vorgemerkt.csv", office.matches_file, name="office_matches_file"),
    path("bewilligungen/", granting.grants, name="grants"),
    path("bewilligungen/register.csv", granting.register_file, name="register_file"),
    path("<int:pk>/kampagnen/<int:campaign_pk>/bewilligung/", granting.decision, name="decision"),
    path("<int:pk>/kampagnen/<int:campaign_pk>/ablehnung/", granting.refusal, name="refusal"),
    path("bewilligungen/<int:pk>/bescheinigung.pdf", granting.certificate_file, name="certificate"),
    path("bewilligungen/<int:pk>/zahlung/", payment.payment, name="grant_payment"),
    path("bewilligungen/<int:pk>/zahlung/ruecknahme/", payment.payment_withdrawal, name="grant_payment_withdrawal"),
    path("bewilligungen/<int:pk>/eintragung/", granting.registration, name="registration"),
    path("bewilligungen/<int:pk>/austragung/", granting.unregistration, name="unregistration"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("toepfe/", views.funds, name="list"),
    path("toepfe/<int:pk>/<slug:slug>/", views.fund, name="fund"),
    path("kampagnen/<int:pk>/<slug:slug>/verdopplung/", views.share, name="share"),
    path("verwaltung/toepfe/", include(office_patterns)),
]
