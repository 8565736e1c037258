from __future__ import annotations

from django.urls import include, path

from marketplace.trust.views import appeals, figures, office, public

app_name = "trust"
office_patterns = [
    path("", office.notices, name="list"),
    path("zahlen/", figures.page, name="figures"),
    path("zahlen/datei/", figures.file, name="file"),
    path("beschwerden/", appeals.appeals, name="appeals"),
    path("beschwerden/<int:pk>/", appeals.appeal, name="appeal"),
    path("beschwerden/<int:pk>/betreiber/", appeals.escalation, name="escalation"),
    path("entscheidung/<slug:kind>/<int:pk>/", office.unasked, name="unasked"),
    path("<int:pk>/", office.notice, name="notice"),
    path("<int:pk>/ausblendung/", office.hiding, name="hiding"),
    path("<int:pk>/einblendung/", office.showing, name="showing"),
]
urlpatterns = [
    path("melden/<slug:kind>/<int:pk>/", public.report, name="report"),
    path("melden/eingang/<str:token>/", public.receipt, name="receipt"),
    path("beschwerde/<str:token>/", public.appeal, name="appeal"),
    path("verwaltung/meldungen/", include((office_patterns, "office"))),
]
