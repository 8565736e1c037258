from __future__ import annotations

from django.urls import include, path

from kreislauf.accounts.views import password, sign_in, team

app_name = "accounts"
office = [
    path("team/", team.team, name="team"),
    path("team/<int:pk>/sperre/", team.deactivation, name="deactivation"),
    path("team/<int:pk>/zugang/", team.reactivation, name="reactivation"),
    path("team/einladungen/<int:pk>/ruecknahme/", team.withdrawal, name="withdrawal"),
]
urlpatterns = [
    path("anmelden/", sign_in.sign_in, name="sign_in"),
    path("abmelden/", sign_in.sign_out, name="sign_out"),
    path("passwort/", password.forgotten, name="forgotten"),
    path("passwort/unterwegs/", password.forgotten_sent, name="forgotten_sent"),
    path("passwort/<str:who>/<str:token>/", password.reset, name="reset"),
    path("einladung/<str:token>/", password.accept_invitation, name="accept"),
    path("verwaltung/", include((office, "office"))),
]
