from __future__ import annotations

from django.urls import path

from marketplace.meetings.feeds import atom, views

feed_patterns = [
    path("termine.ics", views.all_meetings, name="all"),
    path("termine/feed/", atom.newest, name="atom"),
    path("termine/thema/<slug:slug>.ics", views.of_topic, name="of_topic"),
    path("termine/<int:pk>.ics", views.one_meeting, name="meeting"),
    path("partner/<slug:slug>/termine.ics", views.of_body, name="of_body"),
]
