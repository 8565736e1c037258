"""What people ask. The host's pages are in ``desk``."""

from __future__ import annotations

from django.urls import path

from marketplace.meetings.questions import stage, views

question_patterns = [
    path("<int:pk>/", views.questions, name="list"),
    path("<int:pk>/buehne/", stage.stage, name="stage"),
    path("<int:pk>/<int:question>/stimme/", views.vote_on, name="vote"),
    path("platz/<str:token>/", views.questions_of_seat, name="of_seat"),
]
