from __future__ import annotations

from django.urls import URLPattern, path

from marketplace.campaigns.ending import pages
from marketplace.campaigns.paper.urls import ASK, DO, of_business, of_office

office_patterns: list[URLPattern] = [
    path("<int:pk>/anhalten/", of_office(pages.stopping, ASK), name="stopping"),
    path("<int:pk>/fortsetzung/", of_office(pages.resuming, DO), name="resuming"),
]
business_patterns: list[URLPattern] = [
    path("<int:pk>/verlaengerung/", of_business(pages.extending, ASK), name="extending"),
    path("<int:pk>/rueckzug/", of_business(pages.withdrawing, ASK), name="withdrawing"),
]
