"""A provider that never answers, and one that always says no."""

from __future__ import annotations

from typing import Any, NoReturn

from billing.providers.base import ProviderDown, ProviderRefused


class Away:
    page_origins = ()

    def __getattr__(self, act: str) -> Any:
        def silence(*args: object) -> NoReturn:
            raise ProviderDown(act)

        return silence


class Refuses:
    page_origins = ()

    def __getattr__(self, act: str) -> Any:
        def no(*args: object) -> NoReturn:
            raise ProviderRefused(act)

        return no
