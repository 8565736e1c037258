"""On every page of the office and of a business the menu says where one is."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import override_settings

from kreislauf.permissions import Audience
from kreislauf.regions import current_region
from tenants.branding.models import Branding
from tenants.branding.modules import MenuItem, menu
from tenants.branding.site import Site
from tenants.operators.templatetags.places import operator_places
from tests.journeys.routes import Route, routes_of
from tests.marketplace.regionwide.steps import make_issuer

STAFF = (Audience.EDITOR, Audience.ADMINISTRATOR)
MARKS = Template("{% for place in places %}{% current place.url among=places %}|{% endfor %}")
# They lead on to an order.
LEAD_ON = {"payments:attempt", "payments:charge", "payments:refund", "payments:chargeback"}
# Pages without a line of their own in the menu.
AT_HOME = {"home:office:home", "home:business:home", "businesses:business:choice", "subsidies:business:subsidies"}


def office_routes() -> list[Route]:
    return [
        route
        for route in routes_of("kreislauf.urls_region")
        if re.match("verwaltung/(.*/)?$", route.pattern) and route.view.audience in STAFF and route.name not in LEAD_ON
    ]


def business_routes() -> list[Route]:
    return [
        route
        for route in routes_of("kreislauf.urls_region")
        if re.match("betrieb/(.*/)?$", route.pattern) and route.view.audience is Audience.BUSINESS
    ]


def marked(route: Route, places: list[MenuItem]) -> list[str]:
    path = re.sub(r"<(?:\w+:)?\w+>", "7", f"/{route.pattern}")
    marks = MARKS.render(Context({"places": places, "request": RequestFactory().get(path)})).split("|")
    return [str(place.label) for place, mark in zip(places, marks, strict=False) if mark]


@pytest.mark.parametrize("route", office_routes(), ids=lambda route: route.name)
def test_every_page_of_the_office_has_one_place(route: Route) -> None:
    found = marked(route, menu("office_menu", Branding(), audiences=["editor", "administrator"]))
    assert len(found) == 1
    assert (found == ["Übersicht"]) == (route.name in AT_HOME)


@pytest.mark.parametrize("route", business_routes(), ids=lambda route: route.name)
def test_every_page_of_a_business_has_one_place(route: Route, in_kiel: object) -> None:
    make_issuer()
    found = marked(route, menu("business_menu", Branding(), audiences=["business"]))
    assert len(found) == 1
    assert (found == ["Übersicht"]) == (route.name in AT_HOME)


def test_the_bar_at_the_foot_of_a_phone_begins_with_the_till(in_kiel: object) -> None:
    site = Site(Branding(), current_region(), frozenset({"till", "business"}))
    assert [str(item.label) for item in site.business_bar] == ["Kasse", "Übersicht", "Meine Gutscheine", "Verkauf"]


@pytest.mark.django_db
def test_every_page_of_the_operators_has_one_place() -> None:
    routes = [one for one in routes_of("kreislauf.urls_operator") if one.view.audience is Audience.OPERATOR]
    with override_settings(ROOT_URLCONF="kreislauf.urls_operator"):
        places = operator_places()
        assert [route.name for route in routes if len(marked(route, places)) != 1] == []
