"""What waits for a business, or for the office, about accounts."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from billing.payments.ways import ways_to_pay
from kreislauf.slices import Text, Todo
from marketplace.businesses.models import Business
from marketplace.merchants.accounts import Account, accounts_of
from marketplace.merchants.stages import Stage

ASKING = (Stage.SOON, Stage.RESTRICTED, Stage.REJECTED, Stage.BEGUN)


def business_todo(business: Business) -> Iterable[Todo]:
    page = reverse("merchants:business:accounts")
    accounts = accounts_of(business.pk)
    asking = [account for account in accounts if account.stage in ASKING]
    for account in asking:
        yield Todo(account.words.heading, page, text_of(account))
    if accounts and not asking and not ways_to_pay(business.pk):
        text = _("Ohne ein Konto, auf das gezahlt wird, werden Ihre Gutscheine nicht online verkauft.")
        yield Todo(_("Zahlungen annehmen"), page, text)


def office_todo() -> Iterable[Todo]:
    """The region's own account; those of businesses stand on their pages."""
    page = reverse("merchants:office:accounts")
    for account in accounts_of(None):
        if account.stage in ASKING:
            yield Todo(account.words.heading, page, text_of(account))


def text_of(account: Account) -> Text:
    if account.due_on:
        return _("bis zum %(day)s") % {"day": date_format(account.due_on, "j. F Y")}
    return account.words.text
