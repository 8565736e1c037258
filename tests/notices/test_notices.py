"""The board is a folder and one word: everything that it declares is in its place, and each declaration is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields, replace
from importlib import reload
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import NoReverseMatch, clear_url_caches

from kreislauf import urls_api, urls_region
from kreislauf.accounts.models import Role
from kreislauf.house import view_of
from kreislauf.regions import RegionCard
from kreislauf.slices import Slice
from marketplace.partners.models import BodyRole
from tenants.branding.models import Branding
from tests.declared import declare
from tests.make import NOON, make_author, make_body, make_business, make_owner, make_user
from tests.notices.checks import CHECKS, House
from tests.notices.models import Notice
from tests.notices.post import post
from tests.notices.slice import SLICE

FIELDS = [field for field in fields(Slice) if field.name != "app"]


@pytest.fixture
def house(kiel: RegionCard, in_kiel: RegionCard, clear_cache: None, client_for: Callable[..., Client]) -> House:
    Branding.objects.update(kicker=uuid4().hex)  # another face, so that no page's frame is an earlier test's
    business, body, ute = make_business(), make_body(), make_user()
    return House(
        card=kiel,
        site=client_for(kiel),
        office=client_for(kiel, user=ute),
        owner=client_for(kiel, user=make_owner(business)),
        administrator=client_for(kiel, user=make_user(role=Role.ADMINISTRATOR)),
        partner=client_for(kiel, user=make_author(body, email="inga@example.org", role=BodyRole.EDITOR)),
        business=business,
        body=body,
        ute=ute,
        notice=post("Maibaum", text="Am 30. April.", until=Notice.FOREVER, key="a", by=ute, at=NOON),
    )


@pytest.fixture
def rebuilt() -> Iterator[Callable[[], None]]:
    """Addresses are read once; here they are read anew, and once more when the test is over."""

    def rebuild() -> None:
        view_of.cache_clear()
        reload(urls_api)
        reload(urls_region)
        clear_url_caches()

    yield rebuild
    rebuild()


def test_it_declares_whatever_a_slice_can() -> None:
    assert [field.name for field in FIELDS if getattr(SLICE, field.name) == default_of(field)] == []
    assert CHECKS.keys() == {field.name for field in fields(Slice)}


@pytest.mark.parametrize("name", CHECKS)
def test_what_it_declares_is_in_its_place(name: str, house: House) -> None:
    CHECKS[name](house)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_without_its_declaration_it_is_missed(
    field: Field[Any], house: House, monkeypatch: pytest.MonkeyPatch, rebuilt: Callable[[], None]
) -> None:
    """The check fails once the field is taken away: none of them passes by itself."""
    with monkeypatch.context() as patch:
        declare(patch, replace(SLICE, **{field.name: default_of(field)}), instead_of=[SLICE])
        rebuilt()
        with pytest.raises((AssertionError, LookupError, NoReverseMatch)):
            CHECKS[field.name](house)


def default_of(field: Field[Any]) -> Any:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else ""
