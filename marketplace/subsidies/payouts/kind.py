"""What the region has promised to add to vouchers, as transfers to the businesses that sold them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from billing.bank.payouts.kind import Contents, Payouts
from kreislauf.web.table_file import Euros
from marketplace.businesses.where_money_goes import addresses_about_accounts
from marketplace.subsidies import emails
from marketplace.subsidies.accounts import paid_of, promised_of
from marketplace.subsidies.models import Run, Settlement
from marketplace.subsidies.payouts.lines import without_debtors

AT_ONCE = 500


def _transfer_text(one: Settlement) -> str:
    parts = [f"Zuschuss Gutscheine {one}", one.action.decision_number, one.action.name]
    return " ".join(filter(None, parts))


def _contents(one: Settlement) -> Contents:
    action = one.action
    facts = [(_("Monat"), date_format(one.month, "F Y")), (_("Aktion"), action.name), (_("Von"), action.giver)]
    return Contents(
        [*facts, (_("Aktenzeichen"), action.decision_number)],
        [_("Bestellung"), _("Gebucht am"), _("Betrag in Euro")],
        _rows(one),
    )


def _rows(one: Settlement) -> Iterator[tuple[object, ...]]:
    """The oldest first, then the sum."""
    for line in one.lines.select_related("subsidy").order_by("at", "pk").iterator(chunk_size=AT_ONCE):
        yield line.subsidy.order_number, f"{localtime(line.at):%d.%m.%Y}", Euros(line.cents)
    yield _("Summe"), "", Euros(one.cents)


def _notify_payee(one: Settlement, before: str) -> None:
    for address in addresses_about_accounts(one.business):
        emails.payee_changed.queue(one, to=address, before=before)


PAYOUTS = Payouts(
    settlements=Settlement,
    runs=Run,
    order=("month", "pk"),
    related=("business", "action"),
    message_prefix="KZ",
    transfer_text=_transfer_text,
    journal="subsidy",
    accounts=lambda one: (paid_of(one.action_id), promised_of(one.action_id)),
    memo=lambda one, no: f"Zuschüsse {one} {no}ausgezahlt",
    log="subsidy",
    payee_log="payee",
    contents=_contents,
    payable=without_debtors,
    notify_payee=_notify_payee,
    routes="subsidies:office:",
)
