"""The accounts' place in the house: who sells is paid on an account of their own, so no region switches it off."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from billing.connect.accounts.providers import with_accounts
from billing.payments.ways import ways_to_pay
from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Figure, Section, Slice
from marketplace.businesses.models import Business
from marketplace.merchants.accounts import accounts_of
from marketplace.merchants.example import example
from marketplace.merchants.golive import how_many_sell, somebody_can_be_paid
from marketplace.merchants.notify import notify, notify_due, notify_payout_returned
from marketplace.merchants.todo import business_todo, office_todo


def _has_accounts() -> bool:
    return bool(with_accounts())


def _office_business_sections(business: Business) -> Iterable[Section]:
    if business.is_region:  # paid to the region's own accounts
        return
    accounts = accounts_of(business.pk)
    if accounts:
        context = {"business": business, "accounts": accounts, "is_paid": bool(ways_to_pay(business.pk))}
        yield Section("merchants/sections/office_business.html", context, "zahlungskonto", _("Zahlungskonto"))


SLICE = Slice(
    app="marketplace.merchants",
    title=_("Zahlungen annehmen"),
    urls="marketplace.merchants.urls",
    office_menu=(
        Link(
            _("Zahlungen annehmen"),
            "merchants:office:accounts",
            "shield",
            Audience.ADMINISTRATOR,
            position=60,
            group=MenuGroup.MONEY,
            shown=_has_accounts,
        ),
    ),
    business_menu=(
        Link(
            _("Zahlungen annehmen"),
            "merchants:business:accounts",
            "shield",
            Audience.BUSINESS,
            position=60,
            group=MenuGroup.MONEY,
            shown=_has_accounts,
        ),
    ),
    log_words={"account.invited": _("Eingeladen, Zahlungen anzunehmen")},
    log_kinds={"account.": _("Einladungen zu Zahlungskonten")},
    office_business_sections=_office_business_sections,
    office_todo=office_todo,
    business_todo=business_todo,
    figures={"paid": Figure(_("Empfangen Geld"), how_many_sell)},
    go_live=(somebody_can_be_paid,),
    merchant_changed=notify,
    account_due=notify_due,
    payout_returned=notify_payout_returned,
    example=example,
)
