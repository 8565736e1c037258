"""The chamber of commerce in Kiel, its editor's and its author's browser."""

from __future__ import annotations

import pytest
from django.test import Client

from kreislauf.regions import RegionCard
from marketplace.partners.models import Body, BodyRole
from tests.conftest import make_client
from tests.make import make_author, make_body


@pytest.fixture
def chamber(in_kiel: RegionCard) -> Body:
    return make_body(name="Industrie- und Handelskammer zu Kiel", short="IHK", slug="ihk")


@pytest.fixture
def inga(in_kiel: RegionCard, chamber: Body) -> Client:
    """The editor's browser."""
    return make_client(in_kiel, user=make_author(chamber, email="inga@example.org", role=BodyRole.EDITOR))


@pytest.fixture
def otto(in_kiel: RegionCard, chamber: Body) -> Client:
    """The author's browser."""
    return make_client(in_kiel, user=make_author(chamber, email="otto@example.org"))
