"""What the region transfers to others for a slice, and the files that tell its bank to; the slice has the tables."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.providers.bank_transfer.models import PainVersion

Row = TypeVar("Row", bound="AbstractSettlement", covariant=True)


class AbstractRun(models.Model):
    """A file (pain.001) with settlements. Withdrawn, it was not given to the bank, and they wait for another one.

    ``seen_at``: since then it is known that the bank has it, by a statement or by a transfer that came back.
    """

    message_id = models.CharField(max_length=35, unique=True)
    payer_name = models.CharField(_("Kontoinhaber"), max_length=70)
    payer_iban = models.CharField(_("IBAN"), max_length=34)
    payer_bic = models.CharField(_("BIC"), max_length=11, blank=True)
    version = models.CharField(max_length=20, choices=PainVersion.choices)
    file = models.TextField()
    settlements_count = models.PositiveIntegerField()
    amount_cents = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=254)
    withdrawn_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.message_id


class Settlements(models.QuerySet[Row]):
    def unpaid(self) -> Self:
        return self.filter(paid_at__isnull=True)

    def ready(self) -> Self:
        """Those that may go into a file."""
        return self.unpaid().filter(run__isnull=True).exclude(iban="")


class AbstractSettlement(models.Model):
    """A sum that one business gets. The slice says which, and for what.

    ``payments`` is how often it was noted as paid, with those that were taken back. ``seen_at``: a statement shows
    that the transfer of its file left the account; somebody may note it as paid before or without that.
    """

    number_prefix: ClassVar[str]
    business: Any
    run: Any
    run_id: int | None

    cents = models.PositiveBigIntegerField()
    name = models.CharField(_("Kontoinhaber"), max_length=70, blank=True)
    iban = models.CharField(_("IBAN"), max_length=34, blank=True)
    made_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    paid_by = models.CharField(max_length=254, blank=True)
    seen_at = models.DateTimeField(null=True)
    payments = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        abstract = True

    @property
    def number(self) -> str:
        """As it stands in the transfer."""
        return f"{self.number_prefix}-{self.pk}"

    @property
    def end_to_end(self) -> str:
        """Names the transfer at the bank; one that is repeated after the first came back has a name of its own."""
        return self._named(self.payments + 1)

    @property
    def name_at_bank(self) -> str:
        """How its file names the transfer, or the payment that was noted last was named.

        A payment that was noted too early and taken back leaves the file, and the name in it, as they are.
        """
        if self.payments and self.run_id is not None:
            found = re.search(rf"<EndToEndId>({self.number}(?:-\d+)?)</EndToEndId>", self.run.file)
            if found:
                return found[1]
        return self._named(self.payments)

    def _named(self, payment: int) -> str:
        return self.number if payment <= 1 else f"{self.number}-{payment}"
