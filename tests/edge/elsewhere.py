"""A payment provider whose pages stand on a host of its own, as real providers' do."""

from __future__ import annotations

import os
from typing import ClassVar

from billing.payments.models import Attempt
from billing.providers.base import Started
from billing.providers.sandbox.provider import Sandbox


class Elsewhere(Sandbox):
    page_origins: ClassVar[tuple[str, ...]] = tuple(os.environ.get("PAY_PAGE_DECLARED", "").split())

    def start(self, attempt: Attempt) -> Started:
        started = super().start(attempt)
        return Started(ref=started.ref, url=f"{os.environ['PAY_PAGE']}/{started.ref}")
