"""The ledger's accounts in words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.ledger.models import Account
from marketplace.businesses.models import Business

KINDS: dict[str, str | Promise] = {
    "money": gettext_lazy("Geld bei"),
    "through": gettext_lazy("Durchgang"),
    "open": gettext_lazy("Offene Gutscheine"),
    "redeemed": gettext_lazy("Eingelöst"),
    "claim": gettext_lazy("Forderung an"),
}
OWNERS: dict[str, str | Promise] = {
    "sandbox": gettext_lazy("Kasse zum Ausprobieren"),
    "voucher": gettext_lazy("Gutscheine"),
}


def account_names() -> dict[str, str]:
    """Code → name for all accounts that exist: ``open:17`` → „Offene Gutscheine: Bäckerei Jansen"."""
    codes = list(Account.objects.order_by("code").values_list("code", flat=True))
    businesses = dict(Business.objects.filter(pk__in=set(_business_ids(codes))).values_list("pk", "name"))
    return {code: _name(code, businesses) for code in codes}


def _business_ids(codes: Iterable[str]) -> Iterable[int]:
    return chain.from_iterable(
        [int(owner)] for _kind, _colon, owner in (c.partition(":") for c in codes) if owner.isdecimal()
    )


def _name(code: str, businesses: dict[int, str]) -> str:
    kind, _colon, owner = code.partition(":")
    if code == "surplus":
        return _("Überzahlt, geht zurück")
    if kind not in KINDS:
        return code
    named = businesses.get(int(owner), owner) if owner.isdecimal() else OWNERS.get(owner, owner)
    return f"{KINDS[kind]}: {named}"
