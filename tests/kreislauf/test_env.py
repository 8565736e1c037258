"""A production that does not know its visitors' addresses does not start, and says in one sentence what to set."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from kreislauf import env

PRODUCTION = {"KREISLAUF_ENV": "production", "SECRET_KEY": "x" * 50}
SAYS = "from django.conf import settings; print(repr(settings.CLIENT_ADDRESS_HEADER))"


def started(**variables: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if name != "CLIENT_ADDRESS_HEADER"}
    environment = {**own, **PRODUCTION, "DJANGO_SETTINGS_MODULE": "kreislauf.settings", **variables}
    command = [sys.executable, "-c", SAYS]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_production_asks_whose_word_on_addresses_counts() -> None:
    refused = started()

    assert refused.returncode == 1
    last = refused.stderr.strip().splitlines()[-1]
    assert "ImproperlyConfigured: Set the environment variable CLIENT_ADDRESS_HEADER" in last
    assert "X-Real-IP, or none" in last
    assert started(CLIENT_ADDRESS_HEADER="none").stdout.strip() == "''"
    assert started(CLIENT_ADDRESS_HEADER="X-Real-IP").stdout.strip() == "'HTTP_X_REAL_IP'"


@pytest.mark.parametrize("value", ["X-Real-IP", "x-real-ip", "HTTP_X_REAL_IP"])
def test_a_header_may_be_written_as_people_or_as_wsgi_write_it(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("A", value)

    assert env.header("A") == "HTTP_X_REAL_IP"


def test_networks_are_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A", "10.0.0.0/8, 2001:db8::/32")
    assert [str(network) for network in env.networks("A", "")] == ["10.0.0.0/8", "2001:db8::/32"]

    monkeypatch.setenv("A", "10.0.0.1/8")
    with pytest.raises(ImproperlyConfigured, match=r"A must be a list of networks"):
        env.networks("A", "")
