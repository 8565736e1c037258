"""The API's description is complete, valid and free of warnings; each door of ours is in it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client

from kreislauf.regions import RegionCard


def test_the_description_is_valid_and_raises_no_warning() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, urlconf="kreislauf.urls_region", stdout=io.StringIO())


@pytest.mark.django_db
def test_it_names_every_door_with_what_it_needs(kiel: RegionCard, client_for: Callable[..., Client]) -> None:
    schema = client_for(kiel).get("/api/v1/schema/", {"format": "json"}).json()

    assert schema["openapi"] == "3.1.0"
    doors = {
        f"{method.upper()} {path.removeprefix('/api/v1/')}": operation
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
    }
    ours = {door for door in doors if door.split()[1].split("/")[0] in {"offers", "orders", "vouchers", "redemptions"}}
    assert ours == {
        "GET offers/",
        "POST offers/",
        "GET offers/{id}/",
        "PATCH offers/{id}/",
        "GET orders/",
        "POST orders/",
        "GET orders/{token}/",
        "GET vouchers/{code}/",
        "GET redemptions/",
        "POST redemptions/",
        "GET redemptions/{id}/",
        "POST redemptions/{id}/reversal/",
    }
    keyed = {
        door
        for door in ours
        if any(p["name"] == "Idempotency-Key" and p["required"] for p in doors[door].get("parameters", []))
    }
    assert keyed == {"POST orders/", "POST redemptions/", "POST redemptions/{id}/reversal/"}
    for door in ours:
        assert doors[door]["summary"]
        assert "schluessel" in str(doors[door]["security"])
