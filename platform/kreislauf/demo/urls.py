"""The demo's mailbox, under ``/postfach/`` of the platform's own site."""

from __future__ import annotations

from django.urls import path

from kreislauf.demo import mailbox_views as views

app_name = "mailbox"
urlpatterns = [
    path("", views.mailbox, name="mailbox"),
    path("<slug:name>/", views.mail, name="mail"),
    path("<slug:name>/html/", views.mail_html, name="mail_html"),
    path("<slug:name>/anhang/<int:number>/", views.attachment, name="attachment"),
]
