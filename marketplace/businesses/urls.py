from __future__ import annotations

from django.urls import include, path

from billing.bank.urls import patterns as bank_patterns
from marketplace.businesses.bank import of_business
from marketplace.businesses.views import (
    business,
    categories,
    keys,
    members,
    office,
    office_list,
    people,
    public,
    register,
    team,
)

app_name = "businesses"
business_patterns = [
    path("profil/", business.profile, name="profile"),
    path("oeffnungszeiten/", business.hours, name="hours"),
    path("wahl/", business.choice, name="choice"),
    path("team/", team.team, name="team"),
    path("team/<int:pk>/rolle/", members.member_role, name="member_role"),
    path("team/<int:pk>/entfernung/", members.member_removal, name="member_removal"),
    path("schluessel/", keys.keys, name="keys"),
    path("schluessel/<int:pk>/widerruf/", keys.revocation, name="revocation"),
]
office_patterns = [
    path("betriebe/", office_list.business_list, name="list"),
    path("betriebe.csv", office_list.business_file, name="file"),
    path("betriebe/neu/", office.add, name="add"),
    path("betriebe/<int:pk>/", office.detail, name="detail"),
    path("betriebe/<int:pk>/aendern/", office.edit, name="edit"),
    path("betriebe/<int:pk>/schliessung/", office.closing, name="closing"),
    path("betriebe/<int:pk>/wiederaufnahme/", office.reopening, name="reopening"),
    path("betriebe/<int:pk>/einladung/", office.invitation, name="invitation"),
    path("betriebe/<int:pk>/team/", team.office_team, name="team"),
    path("betriebe/team/<int:pk>/rolle/", members.office_member_role, name="member_role"),
    path("betriebe/team/<int:pk>/entfernung/", members.office_member_removal, name="member_removal"),
    path("betriebe/personen/", people.people, name="people"),
    path("betriebe/personen/<int:pk>/sperre/", people.deactivation, name="deactivation"),
    path("betriebe/personen/<int:pk>/zugang/", people.reactivation, name="reactivation"),
    path("betriebe/schluessel/<int:pk>/", office.key, name="key"),
    path("branchen/", categories.categories, name="categories"),
    path("branchen/<int:pk>/", categories.category, name="category"),
    path("branchen/<int:pk>/platz/", categories.place, name="category_place"),
    path("branchen/<int:pk>/loeschung/", categories.removal, name="category_removal"),
]
urlpatterns = [
    path("betriebe/", public.directory, name="directory"),
    path("betriebe.geojson", public.points, name="points"),
    path("karte/", public.map_page, name="map"),
    path("mitmachen/", register.register, name="register"),
    path("mitmachen/danke/", register.registered, name="registered"),
    path("betrieb/", include((business_patterns, "business"))),
    path("betrieb/bank/", include((bank_patterns(of_business), "bank"))),
    path("verwaltung/", include((office_patterns, "office"))),
]
