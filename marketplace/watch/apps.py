from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Watch(AppConfig):
    name = "marketplace.watch"
    label = "watch"

    def ready(self) -> None:
        autodiscover_modules("watched")  # each search that may be watched is declared there
