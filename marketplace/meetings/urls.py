from __future__ import annotations

from types import ModuleType

from django.urls import URLPattern, include, path

from marketplace.meetings.business import views as business
from marketplace.meetings.feeds.urls import feed_patterns
from marketplace.meetings.office import views as office
from marketplace.meetings.partner import views as partner
from marketplace.meetings.public import points, views
from marketplace.meetings.questions.desk import urls as questions_desk
from marketplace.meetings.questions.urls import question_patterns
from marketplace.meetings.seats.desk import urls as seats_desk
from marketplace.meetings.seats.hours import urls as hours
from marketplace.meetings.seats.urls import seat_patterns

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
    *questions_desk.office_patterns,
    *seats_desk.office_patterns,
    *hours.office_patterns,
]
partner_patterns = [
    *_area(partner),
    path("<int:pk>/freigabe/", partner.release, name="release"),
    *questions_desk.partner_patterns,
    *seats_desk.partner_patterns,
    *hours.partner_patterns,
]
business_patterns = [*_area(business), *questions_desk.business_patterns, *seats_desk.business_patterns]
urlpatterns = [
    path("termine/", views.meetings, name="list"),
    path("termine.geojson", points.points, name="points"),
    path("", include((feed_patterns, "feeds"))),
    path("termine/fragen/", include((question_patterns, "questions"))),
    path("termine/sprechstunden/", include((hours.hours_patterns, "hours"))),
    path("termine/", include((seat_patterns, "seats"))),  # before what looks like a title
    path("termine/<int:pk>/<slug:slug>/", views.meeting, name="meeting"),
    path("betrieb/termine/", include((business_patterns, "business"))),
    path("partnerbereich/termine/", include((partner_patterns, "partner"))),
    path("verwaltung/termine/", include((office_patterns, "office"))),
]
