"""Money that is sent back, and the files that tell a bank to do it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from billing.providers.bank_transfer.models.account import BankAccount
from billing.providers.bank_transfer.models.charge import TransferCharge
from kreislauf.money import format_euro


class PainVersion(models.TextChoices):
    V09 = "pain.001.001.09", _("pain.001.001.09 (seit 2023)")
    V03 = "pain.001.001.03", _("pain.001.001.03 (älter)")


class BankRun(models.Model):
    """One file of refunds for one account. Its text never changes: a bank sees that it is the same twice."""

    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="runs")
    message_id = models.CharField(max_length=35, unique=True)
    version = models.CharField(max_length=15, choices=PainVersion.choices)
    file = models.TextField()
    refunds_count = models.PositiveIntegerField()
    amount_cents = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=254)
    withdrawn_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)  # a statement showed the first of its debits
    done_at = models.DateTimeField(null=True)  # and the last

    class Meta:
        indexes = [models.Index(fields=["account", "-made_at", "-id"], name="bank_run_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(seen_at__isnull=True), name="bank_run_seen_stays"
            )
        ]

    def __str__(self) -> str:
        return self.message_id


class BankRefunds(models.QuerySet["BankRefund"]):
    def of_account(self, account: BankAccount) -> BankRefunds:
        return self.filter(charge__request__account=account)

    def waiting(self) -> BankRefunds:
        """For the next file; those without an IBAN, too."""
        return self.filter(run__isnull=True, booked_at__isnull=True, failed_at__isnull=True)

    def ready(self) -> BankRefunds:
        return self.waiting().exclude(iban="")


class BankRefund(models.Model):
    """Money that goes back by transfer; ``key`` is our refund's. It waits for a file, then for its debit.

    ``failed_at``: it came back before anybody knew that it had left, and counts as not sent. ``came_back_at``: it came
    back afterwards; the debt stands, and a person gives another IBAN, under another ``end_to_end``.
    """

    key = models.UUIDField(unique=True)
    charge = models.ForeignKey(TransferCharge, on_delete=models.PROTECT, related_name="refunds")
    end_to_end = models.CharField(max_length=35, unique=True)
    amount_cents = models.PositiveBigIntegerField()
    name = models.CharField(max_length=140, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    requested_at = models.DateTimeField()
    run = models.ForeignKey(BankRun, on_delete=models.PROTECT, null=True, related_name="refunds")
    booked_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)  # billing has heard that it is booked
    failed_at = models.DateTimeField(null=True)
    came_back_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=35, blank=True)

    objects = BankRefunds.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount_cents__gt=0), name="bank_refund_has_amount")]
        indexes = [
            models.Index(
                fields=["requested_at", "id"],
                condition=Q(run__isnull=True, booked_at__isnull=True, failed_at__isnull=True),
                name="bank_refund_waiting",
            )
        ]

    def __str__(self) -> str:
        return format_euro(self.amount_cents)
