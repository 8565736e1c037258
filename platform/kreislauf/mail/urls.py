from __future__ import annotations

from django.urls import include, path

from kreislauf.mail import views

app_name = "mail"
office = [
    path("post/", views.mails, name="list"),
    path("post/<int:pk>/wiederholung/", views.again, name="again"),
]
urlpatterns = [path("verwaltung/", include((office, "office")))]
