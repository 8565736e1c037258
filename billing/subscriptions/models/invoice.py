"""Invoices and credit notes: what they say is never changed, and their numbers have no gap."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from billing.subscriptions.models.subscription import Period


class InvoiceKind(models.TextChoices):
    INVOICE = "invoice", _("Rechnung")
    CREDIT_NOTE = "credit_note", _("Rechnungskorrektur")


class Series(models.Model):
    """The last number that was given, for each issuer, year and kind: locked by who issues, until the commit."""

    issuer = models.CharField(max_length=6)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=InvoiceKind.choices)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "year", "kind"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.issuer} {self.year} {self.kind}: {self.last}"


class Invoices(models.QuerySet["Invoice"]):
    def open(self) -> Invoices:
        """Something of it is still to be paid. Only invoices have a balance."""
        return self.filter(balance__open_cents__gt=0)

    def overdue(self, day: date) -> Invoices:
        return self.open().filter(due_on__lt=day)


class Invoice(models.Model):
    """``document`` holds all that is printed (``billing.subscriptions.document``); amounts are in cents.

    Only ``cancelled_at`` and ``mailed_at`` are filled in later, each once. A credit note's amounts are what it credits.
    """

    kind = models.CharField(max_length=12, choices=InvoiceKind.choices)
    region_id = models.BigIntegerField(db_index=True)
    period = models.ForeignKey(Period, null=True, on_delete=models.PROTECT, related_name="invoices")
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="credit_notes")
    number = models.CharField(max_length=24, unique=True)
    issuer = models.CharField(max_length=6)
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    reference = models.CharField(max_length=25, blank=True)  # ISO 11649, what the payer writes
    key = models.CharField(max_length=80, unique=True)  # makes two clicks, or two workers, one document
    buyer_name = models.CharField(max_length=120)
    issued_at = models.DateTimeField()
    issued_on = models.DateField()
    issued_by = models.CharField(max_length=254)
    due_on = models.DateField(null=True)
    net_cents = models.PositiveBigIntegerField()
    vat_cents = models.PositiveBigIntegerField()
    gross_cents = models.PositiveBigIntegerField()
    document = models.JSONField()
    cancelled_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Invoice]] = Invoices.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "year", "kind", "sequence"], name="invoice_number_once"),
            models.UniqueConstraint(fields=["reference"], condition=~Q(reference=""), name="invoice_reference_once"),
            # Never two invoices for one supply; another one only after the first was cancelled.
            models.UniqueConstraint(
                fields=["period"],
                condition=Q(kind=InvoiceKind.INVOICE, cancelled_at__isnull=True),
                name="invoice_once_for_a_period",
            ),
            models.CheckConstraint(
                condition=Q(gross_cents=F("net_cents") + F("vat_cents")), name="invoice_gross_is_net_and_vat"
            ),
            models.CheckConstraint(
                condition=Q(kind=InvoiceKind.INVOICE, corrects__isnull=True, due_on__isnull=False)
                | Q(kind=InvoiceKind.CREDIT_NOTE, corrects__isnull=False, period__isnull=True),
                name="invoice_credit_note_corrects_one",
            ),
        ]
        indexes = [
            models.Index(fields=["-issued_on", "-id"], name="invoice_newest"),
            models.Index(fields=["due_on"], condition=Q(kind=InvoiceKind.INVOICE), name="invoice_due"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_credit_note(self) -> bool:
        return self.kind == InvoiceKind.CREDIT_NOTE

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None


class Balance(models.Model):
    """What became of an invoice, in cents. Its row is written by triggers alone, so it equals the rows that it sums."""

    invoice = models.OneToOneField(Invoice, primary_key=True, on_delete=models.PROTECT, related_name="balance")
    gross_cents = models.BigIntegerField()
    credited_cents = models.BigIntegerField(default=0)
    paid_cents = models.BigIntegerField(default=0)
    open_cents = models.GeneratedField(
        expression=F("gross_cents") - F("credited_cents") - F("paid_cents"),
        output_field=models.BigIntegerField(),
        db_persist=True,
        db_index=True,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(credited_cents__lte=F("gross_cents")), name="balance_credited_within_gross"
            )
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.open_cents}"

    @property
    def owed_back_cents(self) -> int:
        """Paid or credited beyond what was owed."""
        return max(0, -int(self.open_cents))


class InvoiceFile(models.Model):
    """The file as it was sent: kept with the row for as long as the law wants it (§ 14b UStG)."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=3, choices=[("xml", "XML"), ("pdf", "PDF")])
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invoice", "kind"], name="invoice_file_once")]

    def __str__(self) -> str:
        return f"{self.invoice_id}.{self.kind}"
