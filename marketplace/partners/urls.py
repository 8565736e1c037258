from __future__ import annotations

from django.urls import include, path

from marketplace.partners.views import (
    answer,
    area,
    area_members,
    business,
    members,
    office,
    public,
    team,
)
from marketplace.partners.views import office_supporters as supporters

app_name = "partners"
area_patterns = [
    path("wahl/", area.choice, name="choice"),
    path("profil/", area.profile, name="profile"),
    path("team/", team.team, name="team"),
    path("team/<int:pk>/rolle/", team.role, name="role"),
    path("team/<int:pk>/entfernung/", team.removal, name="removal"),
    path("mitglieder/", area_members.members, name="members"),
    path("mitglieder/suche/", area_members.find, name="find"),
    path("mitglieder/neu/<int:pk>/", area_members.naming, name="naming"),
    path("mitglieder/<int:pk>/bestaetigung/", area_members.confirmation, name="confirmation"),
    path("mitglieder/<int:pk>/entfernung/", area_members.removal, name="member_removal"),
]
business_patterns = [
    path("", business.memberships, name="memberships"),
    path("<int:pk>/antwort/", business.answer, name="answer"),
]
office_patterns = [
    path("partner/", office.partners, name="list"),
    path("partner/neu/", office.add, name="add"),
    path("partner/<int:pk>/", office.body, name="body"),
    path("partner/<int:pk>/aendern/", office.edit, name="edit"),
    path("partner/<int:pk>/platz/", office.place, name="place"),
    path("partner/<int:pk>/freischaltung/", office.showing, name="showing"),
    path("partner/<int:pk>/ausblendung/", office.hiding, name="hiding"),
    path("partner/<int:pk>/austritt/", office.leaving, name="leaving"),
    path("partner/<int:pk>/rueckkehr/", office.return_, name="return"),
    path("unterstuetzer/", supporters.supporters, name="supporters"),
    path("unterstuetzer/neu/", supporters.new_supporter, name="new_supporter"),
    path("unterstuetzer/<int:pk>/", supporters.supporter, name="supporter"),
    path("unterstuetzer/<int:pk>/platz/", supporters.supporter_place, name="supporter_place"),
    path("unterstuetzer/<int:pk>/entfernung/", supporters.supporter_removal, name="supporter_removal"),
    path("unterstuetzer/menschen/neu/", supporters.new_ambassador, name="new_ambassador"),
    path("unterstuetzer/menschen/<int:pk>/", supporters.ambassador, name="ambassador"),
    path("unterstuetzer/menschen/<int:pk>/platz/", supporters.ambassador_place, name="ambassador_place"),
    path("unterstuetzer/menschen/<int:pk>/entfernung/", supporters.ambassador_removal, name="ambassador_removal"),
]
urlpatterns = [
    path("partner/", public.partners, name="list"),
    path("partner.geojson", public.points, name="points"),
    path("partner/<slug:slug>/", public.body, name="body"),
    path("unterstuetzer/", public.supporters, name="supporters"),
    path("mitglieder/", members.directory, name="members"),
    path("mitgliedschaft/<str:token>/", answer.answer, name="answer"),
    path("partnerbereich/", include((area_patterns, "area"))),
    path("betrieb/mitgliedschaften/", include((business_patterns, "business"))),
    path("verwaltung/", include((office_patterns, "office"))),
]
