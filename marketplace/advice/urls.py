from __future__ import annotations

from django.urls import path

from marketplace.advice.public import views as public

app_name = "advice"
urlpatterns = [
    path("rat/", public.hub, name="hub"),
    path("rat/thema/<slug:slug>/", public.topic, name="topic"),
    path("rat/<int:pk>/<slug:slug>/", public.article, name="article"),
]
