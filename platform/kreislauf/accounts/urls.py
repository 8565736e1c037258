from __future__ import annotations

from django.urls import include, path

from kreislauf.accounts.urls_person import urlpatterns as person
from kreislauf.accounts.views import office_sign_in, password, team

app_name = "accounts"
office = [
    path("team/", team.team, name="team"),
    path("team/anmeldung/", office_sign_in.sign_in_rule, name="sign_in_rule"),
    path("team/<int:pk>/sperre/", team.deactivation, name="deactivation"),
    path("team/<int:pk>/zugang/", team.reactivation, name="reactivation"),
    path("team/<int:pk>/zweiter-faktor/", office_sign_in.factor_reset, name="factor_reset"),
    path("team/einladungen/<int:pk>/ruecknahme/", team.withdrawal, name="withdrawal"),
]
urlpatterns = [
    *person,
    path("einladung/<str:token>/", password.accept_invitation, name="accept"),
    path("verwaltung/", include((office, "office"))),
]
