from __future__ import annotations

from django.urls import include, path

from marketplace.listings.business.urls import business_patterns
from marketplace.listings.contact import views as contact
from marketplace.listings.help import views as help_
from marketplace.listings.office.urls import office_patterns
from marketplace.listings.own import views as own
from marketplace.listings.print import public as paper
from marketplace.listings.public import feeds, points, views
from marketplace.listings.submit import views as submit

app_name = "listings"
urlpatterns = [
    path("boerse/", views.board, name="board"),
    path("boerse.geojson", points.points, name="points"),
    path("boerse/feed/", feeds.board, name="feed"),
    path("boerse/aufgeben/", submit.choose, name="choose"),
    path("boerse/aufgeben/danke/", submit.submitted, name="submitted"),
    path("boerse/aufgeben/<slug:kind>/", submit.new, name="new"),
    path("boerse/bestaetigung/<str:token>/", submit.confirmation, name="confirmation"),
    path("boerse/nachricht/danke/", contact.written, name="written"),
    path("boerse/nachricht/<int:pk>/", contact.contact, name="contact"),
    path("boerse/nachricht/link/<str:token>/", contact.message, name="message"),
    path("boerse/antwort/<str:token>/", contact.reply, name="reply"),
    path("boerse/antwort/<str:token>/sperre/", contact.blocking, name="blocking"),
    path("boerse/hilfe/", help_.help_page, name="help"),
    path("boerse/hilfe/<str:token>/", help_.ask, name="ask"),
    path("boerse/meine/<str:token>/geklappt/", help_.outcome, name="help_outcome"),
    path("boerse/meine/<str:token>/", own.own, name="own"),
    path("boerse/meine/<str:token>/aendern/", own.edit, name="edit"),
    path("boerse/meine/<str:token>/verlaengerung/", own.renewal, name="renewal"),
    path("boerse/meine/<str:token>/reservierung/", own.reservation, name="reservation"),
    path("boerse/meine/<str:token>/ende/", own.ending, name="ending"),
    path("boerse/meine/<str:token>/wiederaufnahme/", own.reopening, name="reopening"),
    path("boerse/bild-<slug:version>.jpg", paper.board_picture, name="board_picture"),
    path("boerse/<int:pk>/", paper.number, name="number"),
    path("boerse/<int:pk>/bild-<slug:version>.jpg", paper.picture, name="picture"),
    path("boerse/<int:pk>-<slug:slug>/", views.listing, name="listing"),
    path("boerse/<slug:kind>.geojson", points.points, name="points_of_kind"),
    path("boerse/<slug:kind>/feed/", feeds.board, name="feed_of_kind"),
    path("boerse/<slug:kind>/", views.of_kind, name="of_kind"),
    path("betrieb/boerse/", include((business_patterns, "business"))),
    path("verwaltung/boerse/", include((office_patterns, "office"))),
]
