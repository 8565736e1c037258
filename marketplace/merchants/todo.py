"""What waits for a business, or for the office, about accounts."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Text, Todo
from marketplace.businesses.models import Business
from marketplace.merchants.accounts import Account, accounts_of
from marketplace.merchants.stages import Stage

ASKING = (Stage.SOON, Stage.RESTRICTED, Stage.REJECTED, Stage.BEGUN)


def business_todo(business: Business) -> Iterable[Todo]:
    """Who sells reads from the vouchers that nobody can be paid; here is what an account asks for."""
    page = reverse("merchants:business:accounts")
    for account in accounts_of(business.pk):
        if account.stage in ASKING:
            yield Todo(account.words.heading, page, text_of(account))


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
