"""The ledger's accounts in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import chain, product

from django.utils.translation import gettext as _

from billing.ledger.models import Account
from billing.payments.models import Merchant
from kreislauf.house import declared
from kreislauf.slices import Text
from marketplace.businesses.models import Business

MOST_BUSINESSES = 5


def account_names(codes: Collection[str]) -> dict[str, str]:
    """Code → name: ``open:17`` → „Offene Gutscheine: Bäckerei Jansen", ``money:m3`` → „Geld: Bäckerei Jansen (…)"."""
    merchants = {merchant.pk: merchant for merchant in _merchants(codes)}
    others = _other_owners(codes)
    numbers = {
        *_business_ids(code for code in codes if code not in others),
        *(one.business_id for one in merchants.values() if one.business_id is not None),
    }
    businesses = dict(Business.objects.filter(pk__in=numbers).values_list("pk", "name")) if numbers else {}
    words = declared("account_names")
    owners: dict[str, str] = {str(pk): name for pk, name in businesses.items()}
    owners |= {f"m{pk}": _merchant_name(merchant, words, businesses) for pk, merchant in merchants.items()}
    return {code: _name(code, words, owners) for code in codes} | others


def _other_owners(codes: Collection[str]) -> dict[str, str]:
    """Those whose owners a room names by itself: ``subsidy-promised:3`` → „Zuschuss zugesagt: Weihnachten in Kiel“."""
    words = declared("account_names")
    found: dict[str, str] = {}
    for kind, names_of in declared("account_owners").items():
        owners = {code: code.removeprefix(f"{kind}:") for code in codes if code.startswith(f"{kind}:")}
        mine = {code: int(owner) for code, owner in owners.items() if owner.isdecimal()}
        names = names_of(set(mine.values())) if mine else {}
        found |= {code: f"{words[kind]}: {names.get(owner, owner)}" for code, owner in mine.items()}
    return found


def _merchants(codes: Iterable[str]) -> Iterable[Merchant]:
    owners = {owner[1:] for _kind, _colon, owner in (code.partition(":") for code in codes) if owner[:1] == "m"}
    numbers = [int(number) for number in owners if number.isdecimal()]
    return Merchant.objects.filter(pk__in=numbers) if numbers else ()


def _merchant_name(merchant: Merchant, words: Mapping[str, Text], businesses: Mapping[int, str]) -> str:
    """„Bäckerei Jansen (Stripe)"; one account of a business is told from the other by who pays into it."""
    if merchant.business_id is None:
        name = str(_("die Region selbst"))
    else:
        name = businesses.get(merchant.business_id, str(merchant.business_id))
    return f"{name} ({words.get(merchant.provider, merchant.provider)})"


def accounts_called(text: str) -> dict[str, str]:
    """Code → name of accounts to choose from: the region's own, and those of a few businesses found by the words."""
    kinds = declared("account_names")
    codes = [*kinds, *(f"{kind}:{owner}" for kind, owner in product(kinds, kinds))]
    if text:
        found = Business.objects.in_words(text).in_german_order().values_list("pk", flat=True)[:MOST_BUSINESSES]
        theirs = [f"{kind}:{pk}" for pk in found for kind in kinds]
        paid = Merchant.objects.filter(business_id__in=list(found)).values_list("pk", flat=True)
        theirs += [f"{kind}:m{pk}" for pk in paid for kind in kinds]
        named = {code: name for code, name in _existing(codes).items() if text.lower() in name.lower()}
        return named | _existing(theirs)
    return _existing(codes)


def _existing(codes: Collection[str]) -> dict[str, str]:
    return account_names(list(Account.objects.filter(code__in=codes).order_by("code").values_list("code", flat=True)))


def _business_ids(codes: Iterable[str]) -> Iterable[int]:
    return chain.from_iterable(
        [int(owner)] for _kind, _colon, owner in (c.partition(":") for c in codes) if owner.isdecimal()
    )


def _name(code: str, words: Mapping[str, Text], owners: Mapping[str, str]) -> str:
    """``kind:owner``: a business, a merchant or a word; what nobody has a name for stays as it is."""
    kind, colon, owner = code.partition(":")
    if kind not in words:
        return code
    return f"{words[kind]}: {owners.get(owner) or words.get(owner, owner)}" if colon else str(words[kind])
