from __future__ import annotations

from django.urls import URLPattern, path

from marketplace.campaigns.ending import urls as ending
from marketplace.campaigns.paper import urls as paper
from marketplace.campaigns.updates.urls import business_patterns as updates_of_business
from marketplace.campaigns.updates.urls import office_patterns as updates_in_office
from marketplace.campaigns.writing import business, office

business_patterns: list[URLPattern] = [
    path("", business.campaigns, name="list"),
    path("neu/", business.new, name="new"),
    path("vorschau/", business.preview, name="preview"),
    path("<int:pk>/", business.campaign, name="campaign"),
    path("<int:pk>/aendern/", business.edit, name="edit"),
    path("<int:pk>/abgabe/", business.handing_in, name="handing_in"),
    path("<int:pk>/loeschung/", business.discarding, name="discarding"),
    path("<int:pk>/gegenleistungen/neu/", business.new_reward, name="new_reward"),
    path("<int:pk>/gegenleistungen/<int:reward>/", business.reward, name="reward"),
    path("<int:pk>/gegenleistungen/<int:reward>/rueckzug/", business.withdrawing_reward, name="withdrawing_reward"),
    *updates_of_business,
    *ending.business_patterns,
    *paper.business_patterns,
]
office_patterns: list[URLPattern] = [
    path("", office.campaigns, name="list"),
    path("<int:pk>/", office.campaign, name="campaign"),
    path("<int:pk>/ausblendung/", office.hiding, name="hiding"),
    path("<int:pk>/wiederaufnahme/", office.showing, name="showing"),
    *updates_in_office,
    *ending.office_patterns,
    *paper.office_patterns,
]
