from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tenants.domains import domain_check, nameserver
from tests.tenants.domains.fake_dns import FakeDns, fake_dns

EDGE = "192.0.2.10"


@pytest.fixture
def dns(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeDns]:
    """The platform stands at kreislauf.example, and the DNS says where that is."""
    with fake_dns() as server:
        settings.DNS_SERVER = server.address
        settings.PLATFORM_HOST = settings.EDGE_HOST = "localhost"
        monkeypatch.setattr(nameserver, "TRY_SECONDS", 5.0)
        monkeypatch.setattr(nameserver, "SECONDS", 10.0)
        server.zone["A", "localhost"] = [EDGE]
        yield server


def forget_hosts() -> None:
    """The edge's question is answered from the database again."""
    domain_check._known = (0.0, frozenset())


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No answer is left from the test before, and a slow one forgets none."""
    monkeypatch.setattr(domain_check, "FRESH_SECONDS", 600.0)
    forget_hosts()
    yield
    forget_hosts()
