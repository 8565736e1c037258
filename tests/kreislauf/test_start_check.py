"""What is missing or dangerous is named in one list, before anybody is served."""

from __future__ import annotations

import ipaddress
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.core.management import CommandError, call_command
from pytest_django import Settings

from kreislauf.start_check import of_servers, of_settings

KEY = "p8Jx-3vQz_Lw7Rt2YbN5mKc9HdGf4SaE1uWi6TyOe0XqBjZlVn"
EVERYBODY = [ipaddress.ip_network("::/0")]


@pytest.fixture
def production(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """One that nothing stands against."""
    (tmp_path / "staticfiles.json").write_text("{}")
    monkeypatch.setenv("EMAIL_URL", "smtps://mail")
    monkeypatch.setitem(settings.DATABASES["owner"], "USER", settings.DATABASES["default"]["USER"])
    for name, value in {
        "PRODUCTION": True,
        "SECRET_KEY": KEY,
        "PUBLIC_SCHEME": "https",
        "PLATFORM_HOST": "kreislauf.example",
        "CLIENT_ADDRESS_HEADER": "HTTP_X_REAL_IP",
        "EMAIL_HOST_PASSWORD": "",
        "PAYMENTS_LIVE": True,
        "STATIC_ROOT": tmp_path,
        "HOME": tmp_path,
    }.items():
        setattr(settings, name, value)
    return settings


def test_a_careful_installation_hears_nothing(production: Settings) -> None:
    assert list(of_settings.findings("web")) == []


@pytest.mark.parametrize(
    ("changes", "about", "stops"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY", True),
        ({"SECRET_KEY": "ab" * 40}, "SECRET_KEY", True),
        ({"SECRET_KEY": f"changeme{KEY}"}, "SECRET_KEY", True),
        ({"STRICT_ISOLATION": True, "REGION_PASSWORD_KEY": KEY}, "KREISLAUF_REGION_PASSWORD_KEY", True),
        ({"STRICT_ISOLATION": True, "REGION_PASSWORD_KEY": "x"}, "KREISLAUF_REGION_PASSWORD_KEY", True),
        ({"PUBLIC_SCHEME": "http"}, "PUBLIC_SCHEME", True),
        ({"PLATFORM_HOST": "localhost"}, "PLATFORM_HOST", False),
        ({"CLIENT_ADDRESS_HEADER": ""}, "CLIENT_ADDRESS_HEADER", False),
        ({"TRUSTED_PROXIES": EVERYBODY}, "TRUSTED_PROXIES", True),
        ({"EMAIL_HOST_PASSWORD": "x", "EMAIL_USE_SSL": False, "EMAIL_USE_TLS": False}, "EMAIL_URL", False),
        ({"S3_ENDPOINT": "https://s3.example"}, "S3_KEY, S3_SECRET", False),
        ({"PAYMENTS_LIVE": False}, "STRIPE_SECRET_KEY", False),
        ({"STATIC_ROOT": Path("/nowhere")}, "STATIC_ROOT", True),
        ({"HOME": Path("/nowhere")}, "KREISLAUF_HOME", False),
        ({"PRODUCTION": False, "BIND": ("0.0.0.0", 8000)}, "KREISLAUF_ENV", False),
    ],
)
def test_what_is_dangerous_is_named(production: Settings, changes: dict[str, Any], about: str, stops: bool) -> None:
    for name, value in changes.items():
        setattr(production, name, value)

    assert [(one.about, one.stops) for one in of_settings.findings("web")] == [(about, stops)]


def test_the_owners_login_is_not_for_the_web(production: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(production.DATABASES["owner"], "USER", "kreislauf_owner")

    assert [(one.about, one.stops) for one in of_settings.findings("web")] == [("DATABASE_OWNER_URL", True)]
    assert list(of_settings.findings("worker")) == []


def test_mail_that_is_not_set_is_named(production: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EMAIL_URL")

    assert [one.about for one in of_settings.findings("web")] == ["EMAIL_URL"]


@pytest.fixture
def dropping() -> Iterator[None]:
    """A cache server that drops anything once it is full."""
    server = redis.Redis.from_url(os.environ["REDIS_URL"])
    before = server.config_get("maxmemory-policy")["maxmemory-policy"]
    server.config_set("maxmemory-policy", "allkeys-lru")
    yield
    server.config_set("maxmemory-policy", before)


def test_a_queue_that_would_drop_tasks_is_named(dropping: None) -> None:
    (found,) = of_servers.findings("")

    assert "with maxmemory-policy allkeys-lru a full server drops queued tasks" in found.sentence


def test_a_cache_that_is_down_is_named_and_stops_nothing(settings: Settings) -> None:
    assert list(of_servers.findings("")) == []
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    (found,) = [one for one in of_servers.findings("") if one.about == "REDIS_URL"]
    assert (found.sentence, found.stops) == ("the server does not answer (ConnectionError)", False)


def test_the_command_ends_with_an_error_if_nothing_may_start(
    production: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    production.START_CHECKS = ["kreislauf.start_check.of_settings.findings"]
    call_command("check_start")
    production.SECRET_KEY, production.PLATFORM_HOST = "short", "localhost"

    with pytest.raises(CommandError, match="Nothing is to start like this"):
        call_command("check_start")

    good, *bad = capsys.readouterr().out.splitlines()
    assert good == "Nothing stands against a start."
    assert [line.split(":")[0] for line in bad] == ["REFUSED  SECRET_KEY", "warning  PLATFORM_HOST"]


def test_everything_that_is_missing_is_named_at_once_and_without_a_traceback() -> None:
    environment = {"PATH": os.environ["PATH"], "KREISLAUF_ENV": "produktion", "STRIPE_SECRET_KEY": "x", "BIND": "8000"}
    command = [sys.executable, "-m", "kreislauf", "check-start"]
    refused = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)

    assert refused.returncode == 1
    first, *lines = refused.stderr.strip().splitlines()
    assert first == "7 settings are missing or wrong:"
    for name in ("KREISLAUF_ENV", "SECRET_KEY", "DATABASE_URL", "REDIS_URL", "STRIPE_SECRET_KEY", "BIND"):
        assert len([line for line in lines if f" {name}" in line]) == 1, (name, lines)


@pytest.mark.parametrize("process", ["web", "worker", "beat", "prepare"])
def test_no_process_of_a_production_starts_with_a_guessable_key(
    production: Settings, process: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def started(*_args: object, **_options: object) -> None:
        pytest.fail("It started.")

    for name in ("os.execv", "kreislauf.celery.app.worker_main", "kreislauf.celery.app.start"):
        monkeypatch.setattr(name, started)
    monkeypatch.setattr("tenants.management.commands.prepare.prepare_everything", started)
    production.START_CHECKS = ["kreislauf.start_check.of_settings.findings"]
    production.SECRET_KEY = "short"

    with pytest.raises(CommandError, match=f"Nothing is to start like this: kreislauf {process} ends"):
        call_command(process)

    assert capsys.readouterr().err.startswith("REFUSED  SECRET_KEY: it is easily guessed.")


def test_beat_needs_no_place_for_pictures(production: Settings) -> None:
    production.HOME = Path("/nowhere")

    assert [one.about for one in of_settings.findings("worker")] == ["KREISLAUF_HOME"]
    assert list(of_settings.findings("beat")) == []
