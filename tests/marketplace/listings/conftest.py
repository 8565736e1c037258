"""A board as a new region has it."""

from __future__ import annotations

import pytest

from kreislauf.regions import RegionCard
from marketplace.listings.defaults import add_default_kinds
from marketplace.listings.models import Kind


@pytest.fixture
def gifts(in_kiel: RegionCard) -> Kind:
    add_default_kinds()
    return Kind.objects.get(slug="verschenken")


@pytest.fixture
def jobs(gifts: Kind) -> Kind:
    return Kind.objects.get(slug="stellen")
