from __future__ import annotations

from django.urls import include, path

from marketplace.watch.views import office, own, public

app_name = "watch"
office_patterns = [path("beobachtungen/", office.watches, name="list")]
urlpatterns = [
    path("beobachten/danke/", public.asked, name="asked"),
    path("beobachten/bestaetigung/<str:token>/", public.confirmation, name="confirmation"),
    path("beobachten/meine/<str:token>/", own.own, name="own"),
    path("beobachten/meine/<str:token>/pause/", own.pausing, name="pausing"),
    path("beobachten/meine/<str:token>/rhythmus/", own.rhythm, name="rhythm"),
    path("beobachten/meine/<str:token>/verlaengerung/", own.renewal, name="renewal"),
    path("beobachten/meine/<str:token>/ende/", own.ending, name="ending"),
    path("beobachten/abmeldung/<str:token>/", own.unsubscribe, name="unsubscribe"),
    path("beobachten/<slug:kind>/", public.new, name="new"),
    path("verwaltung/", include((office_patterns, "office"))),
]
