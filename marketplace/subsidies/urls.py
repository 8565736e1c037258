from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from billing.bank.payouts.urls import patterns
from kreislauf.permissions import Audience, allow
from marketplace.subsidies.payouts.kind import PAYOUTS
from marketplace.subsidies.views import actions, business, settlements

app_name = "subsidies"

office_patterns: list[URLPattern | URLResolver] = [
    path("", actions.actions, name="actions"),
    path("neu/", actions.new_action, name="new"),
    path("<int:pk>/", actions.action, name="action"),
    path("<int:pk>/bearbeitung/", actions.edit, name="edit"),
    path("<int:pk>/start/", actions.start, name="start"),
    path("<int:pk>/halt/", actions.stop, name="stop"),
    path("<int:pk>.csv", actions.subsidies_file, name="file"),
    path("abrechnung/", settlements.settlements, name="settlements"),
    path("abrechnung.csv", settlements.settlements_file, name="settlements_file"),
    path("abrechnung/<int:pk>/", settlements.settlement, name="settlement"),
    path("<int:pk>/rueckzahlung/<int:business_id>/", settlements.repayment, name="repayment"),
    path("abrechnung/", include(patterns(PAYOUTS, allow(Audience.ADMINISTRATOR)))),
]
business_patterns = [
    path("zuschuesse/", business.subsidies, name="subsidies"),
    path("zuschuesse/abrechnung/<int:pk>.pdf", business.settlement_paper, name="settlement_paper"),
]
urlpatterns = [
    path("verwaltung/zuschuesse/", include((office_patterns, "office"))),
    path("betrieb/", include((business_patterns, "business"))),
]
