"""Write to those concerned when an account stands otherwise than before."""

from __future__ import annotations

from billing.payments.models import Merchant, MerchantState, Payout
from kreislauf.accounts.mailing import addresses_of
from kreislauf.accounts.models import Role
from kreislauf.slices import MerchantBefore
from marketplace.businesses.models import Business
from marketplace.merchants import emails
from marketplace.merchants.payout_reasons import STOPPED


def notify(merchant: Merchant, before: MerchantBefore) -> None:
    """Runs in the transaction of ``billing.connect.accounts.check``: what somebody did here needs no letter."""
    if merchant.state in (MerchantState.REJECTED, MerchantState.GONE) and merchant.state != before.state:
        _about_loss(merchant)
    elif merchant.state == MerchantState.ACTIVE and before.state != MerchantState.ACTIVE and not merchant.needs:
        for address in _addresses(merchant):
            emails.active.queue(merchant, to=address)
    elif _asks_anew(merchant, before):
        for address in _addresses(merchant):
            emails.needs.queue(merchant, to=address)


def notify_due(merchant: Merchant) -> None:
    """Told once two weeks before the day, and once three days before."""
    for address in _addresses(merchant):
        emails.due.queue(merchant, to=address)


def notify_payout_returned(payout: Payout) -> None:
    """Not where the business has stopped it itself, at its provider."""
    if payout.reason != STOPPED:
        for address in _addresses(payout.merchant):
            emails.payout_returned.queue(payout, to=address)


def _asks_anew(merchant: Merchant, before: MerchantBefore) -> bool:
    """Not while the account is being opened: then somebody sits in front of the provider's own questions."""
    if merchant.state == MerchantState.PENDING:
        return False
    if merchant.state == MerchantState.RESTRICTED and before.state != MerchantState.RESTRICTED:
        return True
    known = [(need["field"], need["until"]) for need in before.needs]
    return any((need["field"], need["until"]) not in known for need in merchant.needs)


def _about_loss(merchant: Merchant) -> None:
    for address in _addresses(merchant):
        emails.lost.queue(merchant, to=address)
    if merchant.business_id is not None:
        for address in addresses_of(Role.ADMINISTRATOR):
            emails.lost_office.queue(merchant, to=address)


def _addresses(merchant: Merchant) -> list[str]:
    """The business's address; the region's leaders for the region's own account."""
    if merchant.business_id is None:
        return addresses_of(Role.ADMINISTRATOR)
    return list(Business.objects.filter(pk=merchant.business_id).values_list("email", flat=True))
