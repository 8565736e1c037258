"""What waits for a business, or for the office, about accounts."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from billing.providers.bank_transfer.models import BankAccount, BankLine, BankRefund
from kreislauf.counted import counted
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
    yield from _bank_todo(business.pk, "businesses:bank:")


def office_todo() -> Iterable[Todo]:
    """The region's own account; those of businesses stand on their pages."""
    page = reverse("merchants:office:accounts")
    for account in accounts_of(None):
        if account.stage in ASKING:
            yield Todo(account.words.heading, page, text_of(account))
    yield from _bank_todo(None, "bank:")


def _bank_todo(business_id: int | None, names: str) -> Iterable[Todo]:
    """Money that nobody has said what it is for, and refunds that are in no file yet."""
    accounts = list(BankAccount.objects.filter(business_id=business_id))
    if not accounts:
        return
    if lines := counted(BankLine.objects.waiting().filter(account__in=accounts)):
        title = ngettext("%(n)s Umsatz zuordnen", "%(n)s Umsätze zuordnen", lines.n) % {"n": lines}
        yield Todo(title, reverse(f"{names}open"), _("Auf dem Kontoauszug steht Geld, und wir wissen nicht, wofür."))
    if refunds := counted(BankRefund.objects.waiting().filter(charge__request__account__in=accounts)):
        title = ngettext("%(n)s Erstattung überweisen", "%(n)s Erstattungen überweisen", refunds.n) % {"n": refunds}
        yield Todo(title, reverse(f"{names}refunds"), _("Wir erstellen die Datei, die Ihre Bank dafür braucht."))


def text_of(account: Account) -> Text:
    if account.due_on:
        return _("bis zum %(day)s") % {"day": date_format(account.due_on, "j. F Y")}
    return account.words.text
