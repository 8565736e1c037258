"""The edge asks before it gets a certificate: yes for hosts that lead somewhere, no for all others, cheaply."""

from __future__ import annotations

import secrets

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kreislauf.regions import RegionCard
from tenants.domains import domain_check
from tenants.domains.close import close
from tenants.models import Region, Status
from tests.make import NOON
from tests.tenants.domains.conftest import forget_hosts
from tests.tenants.domains.fake_dns import FakeDns
from tests.tenants.domains.hosts import HOST, claimed, proved

pytestmark = pytest.mark.django_db


def asked(host: str, **headers: str) -> int:
    """As the edge asks: by its own name for us, which is no site's."""
    return Client(HTTP_HOST="web:8000").get("/-/ask", {"domain": host}, **headers).status_code  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("leitstand.localhost", 200),
        ("kiel.localhost", 200),
        ("KIEL.localhost.", 200),
        ("nirgendwo.localhost", 404),
        ("x.kiel.localhost", 404),
        ("example.org", 404),
        ("", 404),
        ("*.localhost", 404),
        ("kiel.localhost\x00", 404),
    ],
)
def test_the_edge_is_told_which_hosts_are_ours(kiel: RegionCard, host: str, status: int) -> None:
    assert asked(host) == status


def test_an_own_host_gets_a_certificate_from_its_proof_to_its_end(kiel: RegionCard, dns: FakeDns) -> None:
    claimed(kiel)
    assert asked(HOST) == 404
    own = proved(kiel, dns)
    forget_hosts()
    assert asked(HOST) == 200

    close(own, by="Ute", at=NOON)
    forget_hosts()

    assert asked(HOST) == 404


@pytest.mark.parametrize("status", [Status.PROVISIONING, Status.GONE])
def test_a_region_that_is_not_there_gets_none(kiel: RegionCard, status: Status) -> None:
    Region.objects.filter(pk=kiel.id).update(status=status)

    assert asked("kiel.localhost") == 404
    assert asked("dortmund.localhost") == 200
    Region.objects.filter(pk=kiel.id).update(status=Status.LIVE)


def test_a_thousand_invented_names_cost_one_question(
    kiel: RegionCard, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert asked(f"{secrets.token_hex(8)}.example.org") == 404
        answers = {domain_check.may_have_certificate(f"{secrets.token_hex(8)}.localhost") for _ in range(1000)}

    assert answers == {False}


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded"])
def test_what_came_through_the_edge_is_not_answered(kiel: RegionCard, header: str) -> None:
    assert asked("kiel.localhost", headers={header: "198.51.100.7"}) == 404  # type: ignore[arg-type]


def test_asking_is_all_one_can_do(kiel: RegionCard) -> None:
    assert Client(HTTP_HOST="web:8000").post("/-/ask?domain=kiel.localhost").status_code == 404
