"""What leads out of billing: providers by name, and purposes that the slices declare."""

from __future__ import annotations

import inspect
from dataclasses import fields

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from billing.providers.base import Provider
from kreislauf.house import purpose, slices
from kreislauf.purposes import ChargedBack, Closed, Paid, Purpose, Recovered, Refunded, Sellable
from tests.billing.handlers import PURPOSE, Shop

CALLS = {
    "paid": Paid,
    "closed": Closed,
    "refunded": Refunded,
    "charged_back": ChargedBack,
    "recovered": Recovered,
    "sellable": Sellable,
}
ACTS = [name for name in vars(Provider) if not name.startswith("_")]


def test_each_verb_of_a_purpose_can_be_called_as_billing_calls_it() -> None:
    assert {field.name for field in fields(Purpose)} == {
        "name",
        "page",
        "number",
        "buyer_page",
        "withdrawal_declared",
        *CALLS,
    }
    purposes = [one.purpose for one in slices() if one.purpose is not None]
    assert purposes
    for one in purposes:
        for verb, protocol in CALLS.items():
            wanted = [name for name in inspect.signature(protocol.__call__).parameters if name != "self"]
            takes = list(inspect.signature(getattr(one, verb)).parameters)  # the first is given by its place
            assert (len(takes), takes[1:]) == (len(wanted), wanted[1:]), (one.name, verb)


def test_no_two_slices_take_money_for_the_same() -> None:
    names = [one.purpose.name for one in slices() if one.purpose is not None]
    assert sorted(names) == sorted(set(names))


def test_a_purpose_is_found_by_its_name(shop: Shop) -> None:
    assert purpose(PURPOSE).name == PURPOSE
    with pytest.raises(LookupError):
        purpose("nobody's")


def test_each_provider_can_do_what_providers_do() -> None:
    for path in settings.PAYMENT_PROVIDERS.values():
        provider = import_string(path)
        assert [act for act in ACTS if not callable(getattr(provider, act, None))] == []
    assert sorted(ACTS) == ["cancel", "fetch", "refund", "start", "verify_webhook"]
