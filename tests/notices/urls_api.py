from __future__ import annotations

from django.urls import path

from kreislauf.permissions import Audience, allow
from tests.notices.api import NoticesView

app_name = "notices"
urlpatterns = [path("notices/", allow(Audience.ANYONE)(NoticesView.as_view()), name="list")]
