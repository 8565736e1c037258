"""`kreislauf prepare` gives the regions' roles back what they have lost, also when there is nothing to migrate."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, connections
from django.test import Client, override_settings

from kreislauf.regions import RegionCard
from tenants.engine.database.password import password_of
from tenants.engine.lost_roles import repair_roles
from tenants.fleet.prepare import prepare_everything
from tests.conftest import make_client
from tests.plugin.servers import SERVERS
from tests.tenants.engine.modes import mode

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
BOTH = ["r_dortmund", "r_kiel"]


@pytest.fixture
def site(kiel: RegionCard) -> Iterator[Client]:
    yield make_client(kiel)
    repair_roles(BOTH)


def as_superuser(statement: str) -> None:
    with psycopg.connect(SERVERS.admin_url, autocommit=True) as admin:
        admin.execute(statement)
    connection.close()


def test_a_membership_that_somebody_revoked_is_given_back(site: Client) -> None:
    site.raise_request_exception = False
    login, owner = connection.settings_dict["USER"], connections["owner"].settings_dict["USER"]
    as_superuser(f'REVOKE r_kiel, r_public FROM "{login}" GRANTED BY "{owner}"')
    assert site.get("/impressum/").status_code == 500

    report: list[str] = []
    prepare_everything(report=report.append)

    assert "Rights given back: r_kiel" in report
    assert site.get("/impressum/").status_code == 200


@pytest.mark.parametrize(
    "lost", ["REVOKE SELECT ON r_kiel.accounts_user FROM r_kiel", "REVOKE USAGE ON SCHEMA r_kiel FROM r_kiel"]
)
def test_rights_that_a_restore_without_roles_lost_are_granted_again(site: Client, lost: str) -> None:
    as_superuser(lost)

    assert repair_roles(BOTH) == ["r_kiel"]
    assert repair_roles(BOTH) == []


def test_many_regions_take_one_question(site: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1, connection=connections["owner"]):
        assert repair_roles(BOTH) == []


def test_in_strict_mode_the_login_loses_its_membership_and_each_role_gets_its_password_back(site: Client) -> None:
    login = connection.settings_dict
    with mode("strict"):
        with connections["owner"].cursor() as cursor:
            cursor.execute(f'GRANT r_kiel TO "{login["USER"]}"')
        assert repair_roles(BOTH) == ["r_kiel"]
        as_superuser("ALTER ROLE r_dortmund PASSWORD NULL")
        with override_settings(REGION_PASSWORD_KEY="the next one"):
            assert repair_roles(BOTH) == []
            for role in BOTH:
                psycopg.connect(
                    host=login["HOST"],
                    port=login["PORT"],
                    dbname=SERVERS.database,
                    user=role,
                    password=password_of(role),
                ).close()
