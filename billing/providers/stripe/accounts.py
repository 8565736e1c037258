"""Accounts of merchants: opened by us, filled in by the business on Stripe's own pages, with its full dashboard."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from billing.payments.models import Merchant, MerchantState
from billing.providers.base import AccountGone, Need, ReportedAccount
from billing.providers.stripe.client import answers, client, in_our_mode
from kreislauf.regions import current_region

if TYPE_CHECKING:
    from stripe.params.v2.core import AccountCreateParams

STATES = {
    "active": MerchantState.ACTIVE,
    "rejected": MerchantState.REJECTED,
    "unsupported": MerchantState.REJECTED,
}


def open_account(merchant: Merchant) -> str:
    """Stripe bears losses and takes its fees from the business: the platform is no party to its payments."""
    in_our_mode(merchant)
    asked: AccountCreateParams = {
        "dashboard": "full",
        "identity": {"country": "de"},
        "configuration": {"merchant": {"capabilities": {"card_payments": {"requested": True}}}},
        "defaults": {
            "currency": "eur",
            "locales": ["de"],
            "responsibilities": {"fees_collector": "stripe", "losses_collector": "stripe"},
        },
        "metadata": {"schema": current_region().schema, "merchant": str(merchant.key)},
    }
    if merchant.display_name:
        asked["display_name"] = merchant.display_name
    if merchant.contact_email:
        asked["contact_email"] = merchant.contact_email
    with answers():
        return client().v2.core.accounts.create(asked, {"idempotency_key": str(merchant.key)}).id


def onboarding_url(merchant: Merchant, *, return_url: str, refresh_url: str) -> str:
    in_our_mode(merchant)
    with answers():
        link = client().v2.core.account_links.create(
            {
                "account": merchant.account_ref,
                "use_case": {
                    "type": "account_onboarding",
                    "account_onboarding": {
                        "return_url": return_url,
                        "refresh_url": refresh_url,
                        # Also what is wanted later only: a business answers once, and is not cut off in a year.
                        "collection_options": {"fields": "eventually_due"},
                    },
                },
            }
        )
    return link.url


def fetch_account(merchant: Merchant) -> ReportedAccount:
    in_our_mode(merchant)
    try:
        with answers():
            found: Any = client().v2.core.accounts.retrieve(
                merchant.account_ref, {"include": ["configuration.merchant", "requirements"]}
            )
    except AccountGone:
        return ReportedAccount(MerchantState.GONE)
    if _part(found, "closed"):
        return ReportedAccount(MerchantState.GONE)
    return ReportedAccount(_state(found, merchant), _needs(_part(found, "requirements")))


def _state(found: Any, merchant: Merchant) -> MerchantState:
    status = _part(found, "configuration", "merchant", "capabilities", "card_payments", "status")
    if status in STATES:
        return STATES[status]
    # The same for Stripe: a business that has not yet said everything, and one that is asked for something more.
    return MerchantState.PENDING if merchant.state == MerchantState.PENDING else MerchantState.RESTRICTED


def _needs(requirements: Any) -> tuple[Need, ...]:
    """What the business itself has to do; what is most urgent has the day by which it is due."""
    if not requirements:
        return ()
    strictest = requirements.summary and requirements.summary.minimum_deadline
    return tuple(
        Need(
            entry.description,
            _day(strictest) if strictest and entry.minimum_deadline.status == strictest.status else None,
        )
        for entry in requirements.entries or ()
        if entry.awaiting_action_from == "user"
    )


def _part(found: Any, *names: str) -> Any:
    """A part of a part; None where Stripe left it out."""
    for name in names:
        found = getattr(found, name, None)
    return found


def _day(deadline: Any) -> date | None:
    return datetime.fromisoformat(deadline.time).date() if deadline.time else None
