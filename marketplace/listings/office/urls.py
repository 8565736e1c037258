"""What staff does with the board."""

from __future__ import annotations

from django.urls import path

from marketplace.listings.office import callbacks, kinds, phone, views
from marketplace.listings.print import views as paper
from marketplace.listings.statistics import views as statistics

office_patterns = [
    path("", views.listings, name="list"),
    path("zahlen/", statistics.numbers, name="numbers"),
    path("zahlen.csv", statistics.numbers_file, name="numbers_file"),
    path("neu/", phone.choose, name="choose"),
    path("neu/<slug:kind>/", phone.new, name="new"),
    path("<int:pk>/", views.listing, name="listing"),
    path("<int:pk>/ausblendung/", views.hiding, name="hiding"),
    path("<int:pk>/wiederaufnahme/", views.showing, name="showing"),
    path("<int:pk>/ende/", views.ending, name="ending"),
    path("rueckrufe/", callbacks.call_backs, name="call_backs"),
    path("rueckrufe/<int:pk>/erledigung/", callbacks.done, name="call_done"),
    path("rueckrufe/<int:pk>/wiedervorlage/", callbacks.again, name="call_again"),
    path("<int:pk>/schaufenster.pdf", paper.window, name="window"),
    path("aushang/", paper.page, name="print"),
    path("aushang/aushang.pdf", paper.poster_file, name="poster"),
    path("aushang/faltblatt-<slug:form>.pdf", paper.flyer_file, name="flyer"),
    path("aushang/pressetext.txt", paper.press_file, name="press"),
    path("aushang/bericht.pdf", paper.report_file, name="report"),
    path("aushang/empfaenger/<int:pk>/loeschung/", paper.recipient_removal, name="recipient_removal"),
    path("hilfe/", kinds.desk_page, name="desk"),
    path("arten/", kinds.kinds, name="kinds"),
    path("arten/<int:pk>/", kinds.kind, name="kind"),
    path("arten/<int:pk>/bereich/", kinds.new_category, name="new_category"),
    path("bereiche/<int:pk>/", kinds.category, name="category"),
    path("bereiche/<int:pk>/loeschung/", kinds.category_removal, name="category_removal"),
]
