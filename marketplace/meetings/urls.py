from __future__ import annotations

from types import ModuleType

from django.urls import URLPattern, include, path

from marketplace.meetings.business import views as business
from marketplace.meetings.office import views as office
from marketplace.meetings.partner import views as partner
from marketplace.meetings.public import points, views

app_name = "meetings"


def _area(of: ModuleType) -> list[URLPattern]:
    """What a host does with its meetings, in whichever area."""
    return [
        path("", of.meetings, name="list"),
        path("neu/", of.new, name="new"),
        path("<int:pk>/", of.meeting, name="meeting"),
        path("<int:pk>/aendern/", of.edit, name="edit"),
        path("<int:pk>/absage/", of.cancelling, name="cancelling"),
        path("<int:pk>/danach/", of.afterwards, name="afterwards"),
    ]


office_patterns = [
    *_area(office),
    path("<int:pk>/ausblendung/", office.hiding, name="hiding"),
    path("<int:pk>/wiederaufnahme/", office.showing, name="showing"),
]
partner_patterns = [*_area(partner), path("<int:pk>/freigabe/", partner.release, name="release")]
urlpatterns = [
    path("termine/", views.meetings, name="list"),
    path("termine.geojson", points.points, name="points"),
    path("termine/<int:pk>/<slug:slug>/", views.meeting, name="meeting"),
    path("betrieb/termine/", include((_area(business), "business"))),
    path("partnerbereich/termine/", include((partner_patterns, "partner"))),
    path("verwaltung/termine/", include((office_patterns, "office"))),
]
