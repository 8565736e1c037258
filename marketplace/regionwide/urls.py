from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from billing.bank.payouts.urls import patterns
from kreislauf.permissions import Audience, allow
from marketplace.regionwide.payouts.kind import PAYOUTS
from marketplace.regionwide.views import business, office, public, settlements

app_name = "regionwide"

office_patterns: list[URLPattern | URLResolver] = [
    path("", office.home, name="home"),
    path("herausgeber/", office.issuer, name="issuer"),
    path("betriebe/<int:pk>/", office.participation, name="participation"),
    path("betriebe/<int:pk>/aufnahme/", office.approval, name="approval"),
    path("betriebe/<int:pk>/ende/", office.ending, name="ending"),
    path("betriebe/<int:pk>/konto/", office.payee, name="payee"),
    path("betriebe/<int:pk>/rueckzahlung/", settlements.repayment, name="repayment"),
    path("abrechnung/", settlements.settlements, name="settlements"),
    path("abrechnung/neu/", settlements.settling, name="settling"),
    path("abrechnung.csv", settlements.settlements_file, name="settlements_file"),
    path("abrechnung/<int:pk>/", settlements.settlement, name="settlement"),
    path("abrechnung/<int:pk>.csv", settlements.settlement_file, name="settlement_file"),
    path("abrechnung/", include(patterns(PAYOUTS, allow(Audience.ADMINISTRATOR)))),
]
business_patterns = [
    path("", business.home, name="home"),
    path("teilnahme/", business.participation, name="participation"),
    path("konto/", business.payee, name="payee"),
    path("ende/", business.ending, name="ending"),
    path("abrechnung/<int:pk>/", business.settlement, name="settlement"),
    path("abrechnung/<int:pk>.csv", business.settlement_file, name="settlement_file"),
    path("abrechnung/<int:pk>.pdf", business.settlement_paper, name="settlement_paper"),
]
urlpatterns = [
    path("annahmestellen/", public.businesses, name="businesses"),
    path("verwaltung/region-gutschein/", include((office_patterns, "office"))),
    path("betrieb/region-gutschein/", include((business_patterns, "business"))),
]
