from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Trust(AppConfig):
    name = "marketplace.trust"
    label = "trust"

    def ready(self) -> None:
        autodiscover_modules("noticed")  # each kind of entry is declared there
