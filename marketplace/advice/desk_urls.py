"""Where texts, advisers and topics are looked after: in a partner's own area and in the office."""

from __future__ import annotations

from django.urls import path

from marketplace.advice.advisers import views as advisers
from marketplace.advice.keeping import views as keeping
from marketplace.advice.office import views as office
from marketplace.advice.shared import views as sharing
from marketplace.advice.topics import views as topics
from marketplace.advice.writing import article_page, languages
from marketplace.advice.writing import views as writing
from marketplace.advice.writing.desk import of_office, of_partner

partner_patterns = [
    path("texte/", of_partner(writing.articles), name="articles"),
    path("texte/neu/", of_partner(writing.choose), name="choose"),
    path("texte/neu/<slug:kind>/", of_partner(writing.new), name="new"),
    path("texte/vorschau/", of_partner(writing.preview), name="preview"),
    path("texte/<int:pk>/", of_partner(article_page.article), name="article"),
    path("texte/<int:pk>/aendern/", of_partner(writing.edit), name="edit"),
    path("texte/<int:pk>/abgabe/", of_partner(writing.handing_in), name="handing_in"),
    path("texte/<int:pk>/rueckgabe/", of_partner(writing.giving_back), name="giving_back"),
    path("texte/<int:pk>/bestaetigung/", of_partner(keeping.desk_assurance), name="assurance"),
    path("texte/<int:pk>/archiv/", of_partner(keeping.desk_archiving), name="archiving"),
    path("texte/<int:pk>/wiederaufnahme/", of_partner(keeping.desk_restoring), name="restoring"),
    path("texte/<int:pk>/mitzeichnung/", of_partner(article_page.signing), name="signing"),
    path("texte/<int:pk>/sprache/<str:language>/", of_partner(languages.language), name="language"),
    path("texte/<int:pk>/sprache/<str:language>/loeschung/", of_partner(languages.language_removal), name="unspeaking"),
    path("beratung/", of_partner(advisers.advisers), name="advisers"),
    path("beratung/neu/", of_partner(advisers.new, takes_files=True), name="new_adviser"),
    path("beratung/<int:pk>/", of_partner(advisers.adviser, takes_files=True), name="adviser"),
    path("beratung/<int:pk>/ausblendung/", of_partner(advisers.hiding), name="adviser_hiding"),
    path("beratung/<int:pk>/wiederaufnahme/", of_partner(advisers.showing), name="adviser_showing"),
    path("beratung/<int:pk>/bestaetigung/", of_partner(advisers.assurance), name="adviser_assurance"),
]
office_patterns = [
    path("", of_office(writing.articles), name="articles"),
    path("neu/", of_office(writing.choose), name="choose"),
    path("neu/<slug:kind>/", of_office(writing.new), name="new"),
    path("vorschau/", of_office(writing.preview), name="preview"),
    path("<int:pk>/", of_office(article_page.article), name="article"),
    path("<int:pk>/aendern/", of_office(writing.edit), name="edit"),
    path("<int:pk>/abgabe/", of_office(writing.handing_in), name="handing_in"),
    path("<int:pk>/rueckgabe/", of_office(writing.giving_back), name="giving_back"),
    path("<int:pk>/bestaetigung/", of_office(keeping.desk_assurance), name="assurance"),
    path("<int:pk>/archiv/", of_office(keeping.desk_archiving), name="archiving"),
    path("<int:pk>/zurueckholung/", of_office(keeping.desk_restoring), name="restoring"),
    path("<int:pk>/mitzeichnung/", of_office(article_page.signing), name="signing"),
    path("<int:pk>/sprache/<str:language>/", of_office(languages.language), name="language"),
    path("<int:pk>/sprache/<str:language>/loeschung/", of_office(languages.language_removal), name="unspeaking"),
    path("<int:pk>/ausblendung/", office.hiding, name="hiding"),
    path("<int:pk>/wiederaufnahme/", office.showing, name="showing"),
    path("<int:pk>/weitergabe/", sharing.sharing, name="sharing"),
    path("<int:pk>/uebergabe/", office.handing_over, name="handing_over"),
    path("beratung/", of_office(advisers.advisers), name="advisers"),
    path("beratung/neu/", of_office(advisers.new, takes_files=True), name="new_adviser"),
    path("beratung/<int:pk>/", of_office(advisers.adviser, takes_files=True), name="adviser"),
    path("beratung/<int:pk>/ausblendung/", of_office(advisers.hiding), name="adviser_hiding"),
    path("beratung/<int:pk>/wiederaufnahme/", of_office(advisers.showing), name="adviser_showing"),
    path("beratung/<int:pk>/bestaetigung/", of_office(advisers.assurance), name="adviser_assurance"),
    path("themen/", topics.topics, name="topics"),
    path("themen/<int:pk>/", topics.topic, name="topic"),
    path("themen/<int:pk>/platz/", topics.topic_place, name="topic_place"),
    path("themen/<int:pk>/loeschung/", topics.topic_removal, name="topic_removal"),
]
