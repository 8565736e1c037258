from __future__ import annotations

from django.urls import path

from kreislauf.permissions import Audience, allow
from marketplace.advice.api import views
from marketplace.advice.hsds import views as hsds

app_name = "advice"
urlpatterns = [
    path("articles/", allow(Audience.ANYONE)(views.ArticlesView.as_view()), name="list"),
    path("articles/count/", allow(Audience.ANYONE)(views.CountView.as_view()), name="count"),
    path("articles/<int:pk>/", allow(Audience.ANYONE)(views.ArticleView.as_view()), name="detail"),
    path("hsds/", allow(Audience.ANYONE)(hsds.MetaView.as_view()), name="hsds"),
    path("hsds/services/", allow(Audience.ANYONE)(hsds.ServicesView.as_view()), name="hsds_services"),
    path("hsds/services/<uuid:uuid>/", allow(Audience.ANYONE)(hsds.ServiceView.as_view()), name="hsds_service"),
    path("hsds/organizations/", allow(Audience.ANYONE)(hsds.OrganizationsView.as_view()), name="hsds_organizations"),
    path("hsds/organizations/<uuid:uuid>/", allow(Audience.ANYONE)(hsds.OrganizationView.as_view()), name="hsds_body"),
]
