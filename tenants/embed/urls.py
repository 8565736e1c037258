from __future__ import annotations

from django.urls import path

from tenants.embed.views import office, public

app_name = "embed"
urlpatterns = [
    path("einbetten/einbetten.js", public.host_script, name="host_script"),
    path("einbetten/<slug:name>/", public.frame, name="frame"),
    path("einbetten/<slug:name>/liste.html", public.plain, name="plain"),
    path("einbetten/<slug:name>/teil.html", public.part, name="part"),
    path("verwaltung/einbetten/", office.hosts, name="hosts"),
    path("verwaltung/einbetten/<int:pk>/entfernung/", office.removal, name="removal"),
]
