from __future__ import annotations

from django.urls import URLPattern, path

from marketplace.campaigns.updates import views

urlpatterns: list[URLPattern] = [
    path("kampagnen/abmelden/<token>/", views.unsubscribing, name="unsubscribe"),
]
business_patterns: list[URLPattern] = [
    path("<int:pk>/neues/", views.new, name="new_update"),
    path("<int:pk>/neues/<int:update>/", views.update, name="update"),
]
office_patterns: list[URLPattern] = [
    path("neues/<int:pk>/", views.in_office, name="update"),
    path("neues/<int:pk>/ausblendung/", views.hiding, name="hiding_update"),
    path("neues/<int:pk>/wiederaufnahme/", views.showing, name="showing_update"),
]
