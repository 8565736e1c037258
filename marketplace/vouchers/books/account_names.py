"""The ledger's accounts in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import chain, product

from billing.ledger.models import Account
from kreislauf.house import declared
from kreislauf.slices import Text
from marketplace.businesses.models import Business

MOST_BUSINESSES = 5


def account_names(codes: Collection[str]) -> dict[str, str]:
    """Code → name: ``open:17`` → „Offene Gutscheine: Bäckerei Jansen"."""
    businesses = dict(Business.objects.filter(pk__in=set(_business_ids(codes))).values_list("pk", "name"))
    words = declared("account_names")
    return {code: _name(code, words, businesses) for code in codes}


def accounts_called(text: str) -> dict[str, str]:
    """Code → name of accounts to choose from: the region's own, and those of a few businesses found by the words."""
    kinds = declared("account_names")
    codes = [*kinds, *(f"{kind}:{owner}" for kind, owner in product(kinds, kinds))]
    if text:
        found = Business.objects.in_words(text).in_german_order().values_list("pk", flat=True)[:MOST_BUSINESSES]
        theirs = [f"{kind}:{pk}" for pk in found for kind in kinds]
        named = {code: name for code, name in _existing(codes).items() if text.lower() in name.lower()}
        return named | _existing(theirs)
    return _existing(codes)


def _existing(codes: Collection[str]) -> dict[str, str]:
    return account_names(list(Account.objects.filter(code__in=codes).order_by("code").values_list("code", flat=True)))


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
