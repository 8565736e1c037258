"""What the region owes for its vouchers, as transfers to the businesses that took them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from billing.bank.payouts.kind import Contents, Payouts
from marketplace.businesses.where_money_goes import addresses_about_accounts
from marketplace.regionwide import emails
from marketplace.regionwide.accounts import owed_of, settled_of
from marketplace.regionwide.claims import without_debtors
from marketplace.regionwide.models import Run, Settlement
from marketplace.regionwide.payouts.statement import claim_rows, statement_head


def _transfer_text(one: Settlement) -> str:
    return f"Gutscheine der Region Abrechnung {one.number} bis {one.last_day:%d.%m.%Y}"


def _contents(one: Settlement) -> Contents:
    return Contents([(_("Eingelöst bis"), one.until_words)], statement_head(), claim_rows(one))


def _notify_payee(one: Settlement, before: str) -> None:
    for address in addresses_about_accounts(one.business):
        emails.settlement_payee_changed.queue(one, to=address, before=before)


PAYOUTS = Payouts(
    settlements=Settlement,
    runs=Run,
    order=("pk",),
    message_prefix="KG",
    transfer_text=_transfer_text,
    journal="settle",
    accounts=lambda one: (owed_of(one.business_id), settled_of(one.business_id)),
    memo=lambda one, no: f"Abrechnung {one.number} {no}überwiesen",
    log="regionwide",
    payee_log="settlement_payee",
    contents=_contents,
    payable=without_debtors,
    notify_payee=_notify_payee,
    routes="regionwide:office:",
)
