"""The tables in the settings that lead to providers and back up to the slices: each line leads somewhere."""

from __future__ import annotations

import inspect

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from billing.providers.base import Provider

CALLS = {
    "ON_PAID": ["order_id", "amount_cents", "at"],
    "ON_CLOSED": ["order_id", "at"],
    "ON_REFUNDED": ["subject_id", "amount_cents", "succeeded", "at"],
    "ON_TAKEN_BACK": ["order_id", "amount_cents", "at"],
}
ACTS = [name for name in vars(Provider) if not name.startswith("_")]


@pytest.mark.parametrize("table", CALLS)
def test_each_line_of_a_table_is_a_verb_that_can_be_called_so(table: str) -> None:
    for path in getattr(settings, table).values():
        assert list(inspect.signature(import_string(path)).parameters) == CALLS[table]


def test_a_purpose_stands_in_all_four_tables() -> None:
    assert {frozenset(getattr(settings, table)) for table in CALLS} == {frozenset({"voucher"})}


def test_each_provider_can_do_what_providers_do() -> None:
    for path in settings.PAYMENT_PROVIDERS.values():
        provider = import_string(path)
        assert [act for act in ACTS if not callable(getattr(provider, act, None))] == []
    assert sorted(ACTS) == ["cancel", "fetch", "refund", "start", "verify_webhook"]
