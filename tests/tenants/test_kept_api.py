"""What we kept of django-tenants' interface still behaves as its documentation says."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import connection, connections, router
from django_tenants.utils import (
    get_public_schema_name,
    get_tenant_database_alias,
    get_tenant_domain_model,
    get_tenant_model,
    schema_context,
    schema_exists,
    tenant_context,
)

from kreislauf.accounts.models import User
from kreislauf.regions import RegionCard, current_schema, stepping_into
from tenants.models import Domain, Region
from tenants.regions.lookup import card_by_host
from tests.make import make_user

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture
def ute(kiel: RegionCard) -> User:
    with stepping_into(kiel):
        return make_user(email="ute@kiel.example")


def people() -> list[str]:
    return [user.email for user in User.objects.all()]


def test_the_models_and_names_are_found() -> None:
    assert (get_tenant_model(), get_tenant_domain_model()) == (Region, Domain)
    assert (get_public_schema_name(), get_tenant_database_alias()) == ("public", "owner")
    assert (schema_exists("r_kiel", "owner"), schema_exists("r_nirgends", "owner")) == (True, False)


def test_schema_context_works_in_the_schema_and_leads_back(ute: User) -> None:
    with schema_context("r_kiel"):
        assert (connection.schema_name, current_schema(), people()) == ("r_kiel", "r_kiel", [ute.email])
        with schema_context("r_dortmund"):
            assert people() == []
        assert people() == [ute.email]
    assert connection.schema_name == "public"


def test_schema_context_leads_back_after_an_exception(kiel: RegionCard) -> None:
    with pytest.raises(ZeroDivisionError), schema_context("r_kiel"):
        raise ZeroDivisionError
    assert connection.schema_name == "public"


def test_schema_context_is_a_decorator_too(ute: User) -> None:
    assert schema_context("r_kiel")(people)() == [ute.email]
    assert connection.schema_name == "public"


def test_tenant_context_takes_a_row(ute: User, kiel: RegionCard) -> None:
    region = Region.objects.get(pk=kiel.id)
    with tenant_context(region):
        assert (connection.tenant, people()) == (region, [ute.email])
    assert connection.schema_name == "public"


def test_the_connection_is_moved_by_hand(ute: User, kiel: RegionCard) -> None:
    connection.set_schema("r_kiel")
    assert (connection.schema_name, people()) == ("r_kiel", [ute.email])
    connection.set_schema_to_public()
    assert (connection.schema_name, connection.tenant.schema_name) == ("public", "public")
    connection.set_tenant(kiel)
    assert (connection.tenant, connection.schema_name, people()) == (kiel, "r_kiel", [ute.email])
    # One region for all connections of a piece of work.
    assert connections["owner"].schema_name == "r_kiel"


def test_a_request_knows_its_region_by_host_in_any_spelling(kiel: RegionCard, client_for: Any) -> None:
    for host in ("kiel.localhost", "KIEL.localhost", "kiel.localhost:8000", "kiel.localhost."):
        request = client_for(host=host).get("/impressum/").wsgi_request
        assert request.region == kiel
    assert card_by_host("nirgends.localhost") is None


def test_after_a_request_the_connection_is_back_in_public(kiel: RegionCard, client_for: Any) -> None:
    client_for(kiel).get("/impressum/")
    assert connection.schema_name == "public"


@pytest.mark.parametrize(
    ("alias", "schema", "app", "may"),
    [
        ("owner", "public", "tenants", True),
        ("owner", "public", "accounts", False),
        ("owner", "public", "contenttypes", False),
        ("owner", "r_kiel", "accounts", True),
        ("owner", "r_kiel", "contenttypes", True),
        ("owner", "r_kiel", "tenants", False),
        ("owner", "r_kiel", "operators", False),
        ("default", "r_kiel", "accounts", False),
        ("default", "public", "tenants", False),
    ],
)
def test_tables_are_made_in_the_schemas_of_their_apps_by_the_owner_alone(
    kiel: RegionCard, alias: str, schema: str, app: str, may: bool
) -> None:
    with schema_context(schema):
        assert router.allow_migrate(alias, app) is may


def test_every_app_stands_in_one_of_the_two_lists() -> None:
    assert set(settings.SHARED_APPS) & set(settings.TENANT_APPS) == set()
    assert {*settings.SHARED_APPS, *settings.TENANT_APPS} == set(settings.INSTALLED_APPS)


def test_saving_a_region_makes_no_schema_and_deleting_it_drops_none(kiel: RegionCard) -> None:
    region = Region.objects.create(name="Kreis Plön", label="ploen", schema_name="r_ploen", kind="kreis")
    assert not schema_exists("r_ploen", "owner")
    region.delete()


@pytest.mark.django_db(transaction=True)
def test_a_command_is_run_in_one_region_or_in_all(ute: User, capsys: pytest.CaptureFixture[str]) -> None:
    """For reading: what changes tables or regions has a word of its own under ``kreislauf region``."""
    count = "from kreislauf.accounts.models import User; print('people:', User.objects.count())"
    for words, expected in (
        (["tenant_command", "shell", "--schema=r_kiel"], ["people: 1"]),
        (["tenant_command", "shell", "--schema=r_dortmund"], ["people: 0"]),
        (["all_tenants_command", "shell"], ["people: 0", "people: 1"]),
    ):
        with stepping_into(None):
            execute_from_command_line(["kreislauf", *words, "-c", count])
        lines = capsys.readouterr().out.splitlines()
        assert sorted(line for line in lines if line.startswith("people")) == expected
