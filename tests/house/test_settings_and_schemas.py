"""What import-linter cannot see: names in strings, and a folder that must never become a package."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from kreislauf.celery import app

ROOT = Path(settings.PACKAGE).parent.parent


def dotted_names() -> Iterator[str]:
    yield from settings.PAYMENT_PROVIDERS.values()
    yield from (
        settings.REGION_BY_SCHEMA,
        settings.READY_CHECK,
        *settings.START_CHECKS,
        settings.MAIL_CONTEXT,
        settings.MAIL_SENDER,
        settings.REST_FRAMEWORK["EXCEPTION_HANDLER"],
    )


@pytest.mark.parametrize("name", list(dotted_names()))
def test_a_name_in_the_settings_names_something(name: str) -> None:
    assert callable(import_string(name))


def test_every_task_on_the_timetable_exists() -> None:
    app.loader.import_default_modules()
    wanted = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert wanted <= set(app.tasks)


def test_no_app_stands_in_both_lists() -> None:
    assert set(settings.SHARED_APPS) & set(settings.TENANT_APPS) == set()


def test_no_foreign_key_leads_from_a_region_into_the_platform_or_back() -> None:
    def home(model: Any) -> bool:
        return apps.get_app_config(model._meta.app_label).name in settings.TENANT_APPS

    crossing = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and home(model) != home(field.related_model)
    ]
    assert crossing == []


def test_platform_is_the_standard_library_s() -> None:
    assert not (ROOT / "platform" / "__init__.py").exists()
    assert platform.python_version()
