from __future__ import annotations

from types import ModuleType

from django.urls import URLPattern, include, path

from marketplace.merchants.views import business, office

app_name = "merchants"


def _of(views: ModuleType) -> list[URLPattern]:
    """The pages of one side."""
    return [
        path("zahlungskonto/", views.accounts, name="accounts"),
        path("zahlungskonto/<slug:provider>/eroeffnung/", views.opening, name="opening"),
        path("zahlungskonto/<int:pk>/angaben/", views.onboarding, name="onboarding"),
        path("zahlungskonto/<int:pk>/rueckkehr/", views.back, name="back"),
        path("zahlungskonto/<int:pk>/neuer-link/", views.anew, name="anew"),
        path("zahlungskonto/<int:pk>/pruefung/", views.check, name="check"),
        path("zahlungskonto/<int:pk>/trennung/", views.disconnection, name="disconnection"),
    ]


invitation = path("betriebe/<int:pk>/zahlungskonto/einladung/", office.invitation, name="invitation")
urlpatterns = [
    path("betrieb/", include((_of(business), "business"))),
    path("verwaltung/", include(([*_of(office), invitation], "office"))),
]
