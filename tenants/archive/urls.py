from __future__ import annotations

from django.urls import path

from tenants.archive.views import office

app_name = "archive"
urlpatterns = [
    path("verwaltung/archiv/", office.archives, name="archives"),
    path("verwaltung/archiv/<int:number>/stand/", office.progress, name="progress"),
    path("verwaltung/archiv/<int:number>/datei/", office.file, name="file"),
    path("verwaltung/auszug/", office.departure, name="departure"),
    path("verwaltung/auszug/ruecknahme/", office.staying, name="staying"),
]
