from __future__ import annotations

from django.urls import include, path

from marketplace.review.views import decision, routine, text, waiting

app_name = "review"
office_patterns = [
    path("freigaben/", waiting.waiting, name="list"),
    path("freigaben/zusammen/", waiting.together, name="together"),
    path("freigaben/einstellungen/", routine.routine_page, name="routine"),
    path("freigaben/saetze/", routine.blocks, name="blocks"),
    path("freigaben/saetze/<int:pk>/", routine.block, name="block"),
    path("freigaben/saetze/<int:pk>/loeschung/", routine.block_removal, name="block_removal"),
    path("freigaben/vertrauen/<int:pk>/ende/", routine.distrusting, name="distrusting"),
    path("freigaben/<slug:kind>/<int:pk>/", decision.decision, name="decision"),
    path("freigabe/<str:token>/", decision.letter, name="letter"),
    path("freigabe/erledigt/<slug:state>/", decision.decided, name="decided"),
]
urlpatterns = [
    path("eintrag/danke/", text.thanks, name="thanks"),
    path("eintrag/<str:token>/", text.text, name="text"),
    path("verwaltung/", include((office_patterns, "office"))),
]
