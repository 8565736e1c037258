"""A region made from the template is, object by object, a region that was migrated."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections, transaction

from kreislauf.accounts.models import User
from kreislauf.regions import stepping_into
from tenants.engine import roles
from tenants.engine.fingerprint import shape_of
from tenants.engine.script import script_of
from tenants.engine.template import CloneFailed, make_schema, template_script

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


class Place:
    def __init__(self, schema: str) -> None:
        self.schema_name = schema


@pytest.fixture
def clone() -> Iterator[str]:
    template_script.cache_clear()
    make_schema("r_neustadt")
    yield "r_neustadt"
    roles.drop("r_neustadt")


def shape(schema: str) -> list[str]:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        return shape_of(cursor, schema)


def test_a_clone_has_every_object_of_a_migrated_schema_and_no_other(clone: str) -> None:
    assert shape(clone) == shape("r_kiel")


def test_a_clone_makes_the_script_that_it_was_made_from(clone: str) -> None:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        assert script_of(cursor, clone) == script_of(cursor, "r_vorlage")


def test_a_clone_can_be_lived_in(clone: str) -> None:
    with stepping_into(Place(clone)):
        User.objects.create_user("ute@example.org", "sieben-zwerge")
        assert User.objects.count() == 1
    with stepping_into(Place("r_vorlage")), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM r_vorlage.accounts_user")
        assert cursor.fetchone() == (0,)


def test_a_schema_that_exists_is_not_made_again_and_not_touched(clone: str) -> None:
    with stepping_into(Place(clone)):
        User.objects.create_user("ute@example.org", "sieben-zwerge")
    with pytest.raises(CloneFailed):
        make_schema(clone)
    with stepping_into(Place(clone)):
        assert User.objects.count() == 1
