"""A production that does not know its visitors' addresses does not start, and says in one sentence what to set."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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


def test_runbooks_stand_at_a_web_address() -> None:
    refused = started(CLIENT_ADDRESS_HEADER="none", KREISLAUF_RUNBOOKS_URL="javascript:alert(1)")

    assert refused.returncode == 1
    assert refused.stderr.strip().endswith("KREISLAUF_RUNBOOKS_URL is an address that begins with https://.")


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


def test_a_secret_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("postgresql://app:p%40ss@db/kreislauf?sslmode=verify-full\n")
    monkeypatch.setenv("A_FILE", str(secret))

    assert env.secret("A", None) == "postgresql://app:p%40ss@db/kreislauf?sslmode=verify-full"
    database = env.database("A")
    assert (database["USER"], database["PASSWORD"], database["HOST"]) == ("app", "p@ss", "db")
    assert database["OPTIONS"] == {"sslmode": "verify-full"}

    secret.write_text("\n")
    with pytest.raises(ImproperlyConfigured, match="variable A, or A_FILE to a file that holds it"):
        env.secret("A", None)
    secret.unlink()
    with pytest.raises(ImproperlyConfigured, match="A_FILE: the file cannot be read"):
        env.secret("A")


def test_all_secrets_of_a_production_may_stand_in_files(tmp_path: Path) -> None:
    values = {
        "SECRET_KEY": "k" * 50,
        "DATABASE_URL": "postgresql://app@db/a",
        "DATABASE_OWNER_URL": "postgresql://owner@db/a",
        "REDIS_URL": "redis://:word@cache/0",
        "BROKER_URL": "redis://:word@queue/0",
        "EMAIL_URL": "smtps://post:word@mail",
        "S3_KEY": "key",
        "S3_SECRET": "secret",
        "KREISLAUF_REGION_PASSWORD_KEY": "r" * 50,
        "SENTRY_DSN": "",
    }
    for name, value in values.items():
        (tmp_path / name).write_text(value)
    says = (
        "from django.conf import settings as s; print([s.SECRET_KEY, s.DATABASES['default']['USER'],"
        " s.DATABASES['owner']['USER'], s.REDIS_URL, s.CELERY_BROKER_URL, s.EMAIL_HOST_PASSWORD, s.S3_KEY,"
        " s.S3_SECRET, s.REGION_PASSWORD_KEY, s.SENTRY_DSN])"
    )
    own = {name: value for name, value in os.environ.items() if name not in values}
    files = {f"{name}_FILE": str(tmp_path / name) for name in values}
    environment = {**own, **files, "CLIENT_ADDRESS_HEADER": "none", "KREISLAUF_ENV": "production"}
    answer = subprocess.run(
        [sys.executable, "-c", says],
        env={**environment, "DJANGO_SETTINGS_MODULE": "kreislauf.settings"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    expected = [*("k" * 50, "app", "owner"), "redis://:word@cache/0", "redis://:word@queue/0", "word", "key", "secret"]
    assert answer.stdout.strip() == str([*expected, "r" * 50, ""])
