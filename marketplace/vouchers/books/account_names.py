"""The ledger's accounts in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from billing.ledger.models import Account
from kreislauf.house import declared
from kreislauf.slices import Text
from marketplace.businesses.models import Business


def account_names() -> dict[str, str]:
    """Code → name for all accounts that exist: ``open:17`` → „Offene Gutscheine: Bäckerei Jansen"."""
    codes = list(Account.objects.order_by("code").values_list("code", flat=True))
    businesses = dict(Business.objects.filter(pk__in=set(_business_ids(codes))).values_list("pk", "name"))
    words = declared("account_names")
    return {code: _name(code, words, businesses) for code in codes}


def _business_ids(codes: Iterable[str]) -> Iterable[int]:
    return chain.from_iterable(
        [int(owner)] for _kind, _colon, owner in (c.partition(":") for c in codes) if owner.isdecimal()
    )


def _name(code: str, words: Mapping[str, Text], businesses: Mapping[int, str]) -> str:
    """``kind:owner``, where the owner is a business's number or a word; what nobody has a name for stays as it is."""
    kind, colon, owner = code.partition(":")
    if kind not in words:
        return code
    named = businesses.get(int(owner), owner) if owner.isdecimal() else words.get(owner, owner)
    return f"{words[kind]}: {named}" if colon else str(words[kind])
