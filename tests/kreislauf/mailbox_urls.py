"""The platform's addresses as they are in the demo."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("postfach/", include("kreislauf.demo.urls"))]
