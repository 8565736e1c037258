from __future__ import annotations

from django.urls import path

from marketplace.meetings.seats.hours import views

hours_patterns = [
    path("", views.hours, name="all"),
    path("<int:pk>/", views.of_adviser, name="adviser"),
]
office_patterns = [path("sprechstunde/", views.office_offer, name="hours")]
partner_patterns = [path("sprechstunde/", views.partner_offer, name="hours")]
