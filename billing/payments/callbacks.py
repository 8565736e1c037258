"""The way back up to the slice that sells: the tables in the settings, read by purpose."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


class OnPaid(Protocol):
    def __call__(self, order_id: int, *, amount_cents: int, at: datetime) -> bool:
        """Give out what was bought. False: the money is not owed (any more) and goes back."""


class OnClosed(Protocol):
    def __call__(self, order_id: int, *, at: datetime) -> None:
        """Nobody is paying for this order any more."""


class OnRefunded(Protocol):
    def __call__(self, subject_id: int, *, amount_cents: int, succeeded: bool, at: datetime) -> None:
        """A refund has arrived, or has failed for good."""


class OnTakenBack(Protocol):
    def __call__(self, order_id: int, *, amount_cents: int, at: datetime) -> None:
        """Money that the order took has left without us."""


def on_paid(purpose: str) -> OnPaid:
    return cast(OnPaid, import_string(settings.ON_PAID[purpose]))


def on_closed(purpose: str) -> OnClosed:
    return cast(OnClosed, import_string(settings.ON_CLOSED[purpose]))


def on_refunded(purpose: str) -> OnRefunded:
    return cast(OnRefunded, import_string(settings.ON_REFUNDED[purpose]))


def on_taken_back(purpose: str) -> OnTakenBack:
    return cast(OnTakenBack, import_string(settings.ON_TAKEN_BACK[purpose]))
