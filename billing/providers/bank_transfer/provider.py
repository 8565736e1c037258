"""Money by transfer: the buyer sends it, the bank's statement says that it came. Everything stands in our own rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing.payments.models import Attempt, Refund
from billing.providers.bank_transfer.ask import NoAccount, ask_for_transfer, page_address
from billing.providers.bank_transfer.models import TransferRequest
from billing.providers.bank_transfer.report import report
from billing.providers.bank_transfer.send_back import TooMuch, send_back
from billing.providers.bank_transfer.settle import settle
from billing.providers.base import Event, ProviderRefused, ProviderState, Started, UnknownEvent


class BankTransfer:
    """Asks no bank: statements are uploaded (``billing.bank``), and what they say is asked for here."""

    title: ClassVar[str | Promise] = _("Überweisung")
    hint: ClassVar[str | Promise] = _(
        "Sie bekommen die Bankverbindung und einen Code für Ihre Banking-App. "
        "Der Gutschein kommt, sobald das Geld da ist, meist nach ein bis drei Werktagen."
    )
    page_origins: ClassVar[tuple[str, ...]] = ()

    def start(self, attempt: Attempt) -> Started:
        try:
            wanted = ask_for_transfer(attempt, at=timezone.now())
        except NoAccount as reason:
            raise ProviderRefused(str(reason)) from reason
        return Started(ref=wanted.reference, url=page_address(wanted))

    def fetch(self, attempt: Attempt) -> ProviderState:
        wanted = TransferRequest.objects.filter(key=attempt.key).first()
        if wanted is None:
            raise ProviderRefused(f"Nobody was asked to transfer for {attempt.key}.")
        now = timezone.now()
        return report(settle(wanted.pk, at=now), at=now)

    def cancel(self, attempt: Attempt) -> None:
        unpaid = TransferRequest.objects.filter(key=attempt.key, paid_at=None, cancelled_at=None)
        unpaid.update(cancelled_at=timezone.now())

    def refund(self, refund: Refund) -> str:
        try:
            return send_back(refund, at=timezone.now())
        except TooMuch as reason:
            raise ProviderRefused(str(reason)) from reason

    def verify_webhook(self, headers: Mapping[str, str], body: bytes) -> Event:
        raise UnknownEvent("Banks send no events: a person uploads their statements.")
