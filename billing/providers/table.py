"""Which providers there are: one file and one line in ``settings.PAYMENT_PROVIDERS`` for each."""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string

from billing.providers.base import Provider


class NoSuchProvider(Exception):
    """The table in the settings has no such line."""


def provider(name: str) -> Provider:
    """``provider("sandbox")``. Refuses with NoSuchProvider."""
    path = settings.PAYMENT_PROVIDERS.get(name)
    if path is None:
        raise NoSuchProvider(name)
    found: Provider = import_string(path)()
    return found


def page_origins() -> list[str]:
    """Where the pages of all providers in the table stand, beside the region's own host."""
    providers = [import_string(path) for path in settings.PAYMENT_PROVIDERS.values()]
    return sorted({origin for one in providers for origin in one.page_origins})
