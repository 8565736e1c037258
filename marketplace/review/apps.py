from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Review(AppConfig):
    name = "marketplace.review"
    label = "review"

    def ready(self) -> None:
        autodiscover_modules("reviewed")  # each kind of entry is declared there
