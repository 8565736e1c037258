from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tenants.senders import keys
from tests.smtp_server import SmtpServer
from tests.tenants.domains.conftest import dns as dns
from tests.tenants.domains.fake_dns import FakeDns

SPF_HOST = "spf.kreislauf-demo.de"


@pytest.fixture(autouse=True)
def short_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Good enough for a signature, and made in no time."""
    monkeypatch.setattr(keys, "BITS", 1024)


@pytest.fixture
def zone(dns: FakeDns, settings: Settings) -> FakeDns:
    """The platform has said which servers send for it."""
    settings.SPF_HOST = SPF_HOST
    dns.zone["TXT", SPF_HOST] = ['"v=spf1 ip4:192.0.2.25 -all"']
    return dns


@pytest.fixture
def server(settings: Settings) -> Iterator[SmtpServer]:
    server = SmtpServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()
