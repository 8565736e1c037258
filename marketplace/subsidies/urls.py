from __future__ import annotations

from django.urls import include, path

from marketplace.subsidies.views import actions, business, payment, settlements

app_name = "subsidies"

office_patterns = [
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
    path("abrechnung/<int:pk>/konto/", settlements.payee, name="payee"),
    path("abrechnung/<int:pk>/zahlung/", payment.payment, name="payment"),
    path("abrechnung/<int:pk>/zahlung/ruecknahme/", payment.payment_withdrawal, name="payment_withdrawal"),
    path("abrechnung/datei/", settlements.new_run, name="new_run"),
    path("abrechnung/datei/<int:pk>/", settlements.run_file, name="run_file"),
    path("abrechnung/datei/<int:pk>/zahlung/", settlements.run_payment, name="run_payment"),
    path("abrechnung/datei/<int:pk>/ruecknahme/", settlements.run_withdrawal, name="run_withdrawal"),
]
business_patterns = [path("zuschuesse/", business.subsidies, name="subsidies")]
urlpatterns = [
    path("verwaltung/zuschuesse/", include((office_patterns, "office"))),
    path("betrieb/", include((business_patterns, "business"))),
]
