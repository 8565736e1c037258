from __future__ import annotations

from django.urls import include, path

from marketplace.campaigns.funds import urls as funds
from marketplace.campaigns.pledges import urls as pledges
from marketplace.campaigns.promises import urls as promises
from marketplace.campaigns.public import urls as public
from marketplace.campaigns.sharing import urls as sharing
from marketplace.campaigns.updates import urls as updates
from marketplace.campaigns.writing import urls as writing

app_name = "campaigns"

# Of each room, the pages below each area: its names stand in the area's, the rooms' own below them.
urlpatterns = [
    path("", include((pledges.urlpatterns, "pledges"))),
    path("", include((promises.urlpatterns, "promises"))),
    path("", include((funds.urlpatterns, "funds"))),
    path("", include((updates.urlpatterns, "updates"))),
    path("", include((sharing.urlpatterns, "sharing"))),
    path("betrieb/kampagnen/", include((writing.business_patterns, "business"))),
    path("verwaltung/kampagnen/", include((writing.office_patterns, "office"))),
    path("", include(public.urlpatterns)),  # last: what looks like a title
]
