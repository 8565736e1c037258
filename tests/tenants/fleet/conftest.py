"""A small fleet: regions from the template, live, each with a bakery of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from kreislauf.regions import stepping_into
from tenants.branding.models import Branding
from tenants.engine.template import make_schema
from tenants.models import Domain, Kind, Region, Status, record_step, schema_for
from tests.make import make_business

Fleet = Callable[[int], list[Region]]


@pytest.fixture
def fleet(transactional_db: None) -> Fleet:
    return make_fleet


def make_fleet(number: int) -> list[Region]:
    return [make_region(f"ort-{letter}") for letter in "abcdefghijklmnopqrstuvwxyz"[:number]]


def make_region(label: str) -> Region:
    region = Region.objects.create(
        name=f"Gemeinde {label}", label=label, schema_name=schema_for(label), kind=Kind.GEMEINDE
    )
    Domain.objects.create(tenant=region, domain=f"{label}.localhost", is_primary=True)
    make_schema(region.schema_name)
    record_step(region, Status.LIVE, by="tests", at=timezone.now())
    with stepping_into(region.card()):
        Branding.objects.create(
            name=region.name,
            place=label,
            primary_colour="#00457c",
            accent_colour="#e5342f",
            glyphs=["boat", "house", "fish"],
        )
        make_business(name=f"Bäckerei {label}")
    return region
