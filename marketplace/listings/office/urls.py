"""What staff does with the board."""

from __future__ import annotations

from django.urls import path

from marketplace.listings.office import callbacks, kinds, phone, views

office_patterns = [
    path("", views.listings, name="list"),
    path("neu/", phone.choose, name="choose"),
    path("neu/<slug:kind>/", phone.new, name="new"),
    path("<int:pk>/", views.listing, name="listing"),
    path("<int:pk>/ausblendung/", views.hiding, name="hiding"),
    path("<int:pk>/wiederaufnahme/", views.showing, name="showing"),
    path("<int:pk>/ende/", views.ending, name="ending"),
    path("rueckrufe/", callbacks.call_backs, name="call_backs"),
    path("rueckrufe/<int:pk>/erledigung/", callbacks.done, name="call_done"),
    path("rueckrufe/<int:pk>/wiedervorlage/", callbacks.again, name="call_again"),
    path("hilfe/", kinds.desk_page, name="desk"),
    path("arten/", kinds.kinds, name="kinds"),
    path("arten/<int:pk>/", kinds.kind, name="kind"),
    path("arten/<int:pk>/bereich/", kinds.new_category, name="new_category"),
    path("bereiche/<int:pk>/", kinds.category, name="category"),
    path("bereiche/<int:pk>/loeschung/", kinds.category_removal, name="category_removal"),
]
