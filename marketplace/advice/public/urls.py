from __future__ import annotations

from django.urls import path

from marketplace.advice.public import advisers, article, feedback, feeds, hub, news, programmes, signpost, topic

public_patterns = [
    path("rat/", hub.hub, name="hub"),
    path("rat/thema/<slug:slug>/", topic.topic, name="topic"),
    path("rat/rueckmeldung/<int:pk>/", feedback.feedback, name="feedback"),
    path("rat/rueckmeldung/<int:pk>/danke/", feedback.noted, name="feedback_noted"),
    path("rat/<int:pk>/", article.number, name="number"),
    path("rat/<int:pk>/<slug:slug>/", article.article, name="article"),
    path("rat/<int:pk>/<slug:slug>/<slug:language>/", article.article, name="translation"),
    path("aktuelles/", news.news, name="news"),
    path("aktuelles/feed/", feeds.news, name="news_feed"),
    path("foerderung/", programmes.programmes, name="programmes"),
    path("foerderung.ics", programmes.deadlines, name="deadlines"),
    path("foerderung/feed/", feeds.deadlines, name="deadlines_feed"),
    path("wegweiser/", signpost.signpost, name="signpost"),
    path("beratung/", advisers.advisers, name="advisers"),
]
