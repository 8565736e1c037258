from __future__ import annotations

from types import ModuleType

from django.urls import URLPattern, include, path

from marketplace.meetings.questions.views import business, office, partner, public, stage

question_patterns = [
    path("termine/<int:pk>/fragen/", public.questions, name="list"),
    path("termine/<int:pk>/fragen/buehne/", stage.stage, name="stage"),
    path("termine/<int:pk>/fragen/<int:question>/stimme/", public.vote_on, name="vote"),
    path("termine/fragen/<str:token>/", public.questions_of_seat, name="of_seat"),
]


def _desk(views: ModuleType) -> list[URLPattern]:
    return [
        path("", views.desk, name="desk"),
        path("<int:question>/antwort/", views.answer, name="answer"),
        path("<int:question>/<slug:step>/", views.step, name="step"),
    ]


desk_patterns = [
    path("partnerbereich/termine/<int:pk>/fragen/", include((_desk(partner), "questions_of_partner"))),
    path("betrieb/termine/<int:pk>/fragen/", include((_desk(business), "questions_of_business"))),
    path("verwaltung/termine/<int:pk>/fragen/", include((_desk(office), "questions_of_office"))),
]
