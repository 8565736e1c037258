"""A process is ready once `kreislauf prepare` has ended with its code: it never meets tables of before."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tenants.fleet.models import Prepared
from tenants.fleet.prepared import mark_prepared
from tests.tenants.fleet.tomorrow import COLUMN, Tomorrow

pytestmark = pytest.mark.django_db


def ready() -> tuple[int, str]:
    answer = Client(HTTP_HOST="10.0.0.7:8000").get("/-/ready")
    return answer.status_code, answer.content.decode()


def test_code_that_was_not_prepared_is_not_ready() -> None:
    assert ready() == (503, "not ready: tables\n")
    assert Client(HTTP_HOST="10.0.0.7:8000").get("/-/healthy").status_code == 200

    mark_prepared(at=timezone.now())
    mark_prepared(at=timezone.now())

    assert ready() == (200, "ready\n")


def test_while_the_next_version_migrates_it_waits_and_this_one_stays_ready(tmp_path: Path) -> None:
    mark_prepared(at=timezone.now())
    with Tomorrow(tmp_path, _0901=COLUMN):
        assert ready() == (503, "not ready: tables\n")
        mark_prepared(at=timezone.now())
        assert ready() == (200, "ready\n")

    assert ready() == (200, "ready\n")
    assert Prepared.objects.count() == 2


def test_without_the_cache_server_it_stays_ready_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(key: str) -> None:
        raise ConnectionError

    mark_prepared(at=timezone.now())
    monkeypatch.setattr(cache, "get", broken)

    assert ready() == (200, "ready, without cache\n")


def test_a_web_that_is_about_to_end_says_so_and_goes_on(tmp_path: Path, settings: Settings) -> None:
    settings.DRAIN_FILE = str(tmp_path / "drain")
    client = Client(HTTP_HOST="10.0.0.7:8000")
    assert client.get("/-/healthy").status_code == 200

    (tmp_path / "drain").touch()
    mark_prepared(at=timezone.now())

    assert client.get("/-/healthy").status_code == 503
    assert ready() == (200, "ready\n")
