"""The accounts of one side, a business or the region itself, as its page shows them: one panel a provider."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from billing.connect.accounts.providers import mode_of, with_accounts
from billing.payments.models import Merchant
from billing.payments.ways import SANDBOX
from kreislauf.slices import Text
from marketplace.merchants.needs import NeedInWords, due_on, needs_in_words
from marketplace.merchants.stages import WORDS, Stage, Words, stage_of

NAMES: dict[str, Text] = {"stripe": "Stripe", "sandbox": _("Testkasse")}
DASHBOARDS = {"stripe": "https://dashboard.stripe.com/"}
FORMER = 5  # accounts that a page names beside the newest
STILL_OPEN = (Stage.BEGUN, Stage.IN_REVIEW, Stage.ACTIVE, Stage.SOON, Stage.RESTRICTED, Stage.REJECTED)


@dataclass(frozen=True, slots=True)
class Account:
    """The newest account at one provider, and those before it."""

    provider: str
    merchant: Merchant | None = None
    former: list[Merchant] = field(default_factory=list)

    @property
    def name(self) -> Text:
        return name_of(self.provider)

    @property
    def stage(self) -> Stage:
        if self.provider == SANDBOX and (self.merchant is None or (self.merchant.sells and not self.has_account)):
            return Stage.BY_ITSELF
        return stage_of(self.merchant)

    @property
    def words(self) -> Words:
        return WORDS[self.stage]

    @property
    def needs(self) -> list[NeedInWords]:
        return needs_in_words(self.merchant.needs) if self.merchant and self.is_open else []

    @property
    def due_on(self) -> date | None:
        return due_on(self.merchant.needs) if self.merchant and self.is_open else None

    @property
    def dashboard(self) -> str:
        return DASHBOARDS.get(self.provider, "")

    @property
    def is_open(self) -> bool:
        return self.stage in STILL_OPEN

    @property
    def has_account(self) -> bool:
        """Not so the one that the sandbox has by itself."""
        return self.merchant is not None and bool(self.merchant.account_ref)

    @property
    def asks(self) -> bool:
        """There is something to fill in at the provider."""
        return self.has_account and self.stage in (Stage.BEGUN, Stage.SOON, Stage.RESTRICTED)


def name_of(provider: str) -> Text:
    return NAMES.get(provider, provider)


def accounts_of(business_id: int | None) -> list[Account]:
    """Of the mode that the installation works in, in the order in which buyers are offered them; one query."""
    found: dict[str, list[Merchant]] = {name: [] for name in with_accounts()}
    for merchant in Merchant.objects.of(business_id).in_this_mode().order_by("-pk"):
        if merchant.provider in found and merchant.livemode == mode_of(merchant.provider):
            found[merchant.provider].append(merchant)
    return [Account(name, next(iter(rows), None), rows[1 : 1 + FORMER]) for name, rows in found.items()]
