"""What people do who want to come. The host's pages are in ``desk``."""

from __future__ import annotations

from django.urls import path

from marketplace.meetings.seats import own, views

seat_patterns = [
    path("<int:pk>/anmeldung/", views.registration, name="registration"),
    path("anmeldung/danke/", views.registered, name="registered"),
    path("anmeldung/<str:token>/", views.confirmation, name="confirmation"),
    path("platz/<str:token>/", own.seat, name="seat"),
    path("platz/<str:token>/raum/", own.room, name="room"),
    path("platz/<str:token>/zusage/", own.acceptance, name="acceptance"),
    path("platz/<str:token>/abmeldung/", own.cancellation, name="cancellation"),
    path("platz/<str:token>/antwort/", own.worth, name="worth"),
    path("platz/<str:token>/bescheinigung.pdf", own.certificate, name="certificate"),
]
