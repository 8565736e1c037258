"""Statements that were handed in, and their movements."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from billing.providers.bank_transfer.models.account import BankAccount
from billing.providers.bank_transfer.models.refund import BankRefund
from billing.providers.bank_transfer.models.request import TransferRequest


class ImportState(models.TextChoices):
    READING = "reading", _("wird gelesen")
    READ = "read", _("gelesen, noch nichts übernommen")
    REFUSED = "refused", _("nicht lesbar")
    TAKING = "taking", _("wird übernommen")
    DONE = "done", _("übernommen")
    DROPPED = "dropped", _("verworfen")


AT_WORK = (ImportState.READING, ImportState.TAKING)


class BankImports(models.QuerySet["BankImport"]):
    def stuck(self, before: datetime) -> BankImports:
        """Those at work whose worker has not been heard of since then."""
        return self.filter(state__in=AT_WORK, worked_at__lte=before)

    def forgotten(self, before: datetime) -> BankImports:
        """Those that nobody took over."""
        return self.filter(state=ImportState.READ, uploaded_at__lte=before)


class BankImport(models.Model):
    """One upload. ``counts`` says how many movements have which verdict; ``reached`` is how far work has come."""

    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="imports")
    name = models.CharField(max_length=120)
    file = models.CharField(max_length=200, blank=True)  # a name in private storage; empty once it was read
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=8, choices=ImportState.choices, default=ImportState.READING)
    refusal = models.TextField(blank=True)
    kinds = models.CharField(max_length=20, blank=True)  # ``052,053``
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    counts = models.JSONField(default=dict)
    lines_read = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    reached = models.PositiveIntegerField(default=0)  # the position up to which it was taken over
    tries = models.PositiveSmallIntegerField(default=0)
    uploaded_by = models.CharField(max_length=254)
    uploaded_at = models.DateTimeField()
    taken_by = models.CharField(max_length=254, blank=True)
    taken_at = models.DateTimeField(null=True)
    worked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    objects = BankImports.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["account", "-uploaded_at", "-id"], name="bank_import_newest"),
            models.Index(fields=["worked_at"], condition=Q(state__in=AT_WORK), name="bank_import_at_work"),
        ]

    def __str__(self) -> str:
        return self.name


class Verdict(models.TextChoices):
    """What a movement means to us."""

    MATCHED = "matched", _("bezahlt eine Bestellung")
    PARTIAL = "partial", _("Teilbetrag, der Rest fehlt noch")
    OVER = "over", _("mehr als verlangt, der Rest geht zurück")
    REFUND = "refund", _("Ihre Erstattung ist abgebucht")
    TRANSFER = "transfer", _("Ihre Auszahlung ist abgebucht")
    RETURNED = "returned", _("Erstattung kam zurück")
    REVERSED = "reversed", _("Zahlung zurückgeholt")
    BY_HAND = "by_hand", _("von Hand zurückgezahlt")
    AMBIGUOUS = "ambiguous", _("nicht eindeutig")
    FOREIGN = "foreign", _("andere Währung")
    BATCH = "batch", _("Sammelbuchung ohne Einzelheiten")
    OTHER = "other", _("betrifft uns nicht")
    ZERO = "zero", _("null Euro")
    PENDING = "pending", _("nur vorgemerkt")
    KNOWN = "known", _("schon bekannt")


ASKED = (Verdict.AMBIGUOUS, Verdict.FOREIGN, Verdict.BATCH)


class BankLines(models.QuerySet["BankLine"]):
    def taken(self) -> BankLines:
        return self.filter(taken_at__isnull=False)

    def waiting(self) -> BankLines:
        """For a person to say what they are."""
        return self.filter(waits_since__isnull=False)


class BankLine(models.Model):
    """A movement of an account: read (dry run) until ``taken_at``. ``cents`` is negative for what went out.

    ``bank_print`` names it by the bank's own number, ``content_print`` by what it says. ``used_cents`` is how much
    of it has become charges or losses.
    """

    source = models.ForeignKey(BankImport, on_delete=models.PROTECT, related_name="lines")
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    bank_print = models.CharField(max_length=32, blank=True)
    content_print = models.CharField(max_length=32)
    booked_on = models.DateField()
    cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    is_reversal = models.BooleanField(default=False)
    return_reason = models.CharField(max_length=35, blank=True)
    end_to_end = models.CharField(max_length=35, blank=True)
    batch_ref = models.CharField(max_length=35, blank=True)
    batch_of = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=140, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    reference = models.CharField(max_length=140, blank=True)
    text = models.TextField(blank=True)
    verdict = models.CharField(max_length=9, choices=Verdict.choices)
    request = models.ForeignKey(TransferRequest, on_delete=models.PROTECT, null=True, related_name="lines")
    refund = models.ForeignKey(BankRefund, on_delete=models.PROTECT, null=True, related_name="lines")
    taken_at = models.DateTimeField(null=True)
    waits_since = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=254, blank=True)
    decided_at = models.DateTimeField(null=True)
    used_cents = models.PositiveBigIntegerField(default=0)

    objects = BankLines.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "position"], name="bank_line_position"),
            # The same booking counts once, however often and in whatever file it comes.
            models.UniqueConstraint(
                fields=["account", "bank_print"],
                condition=Q(taken_at__isnull=False) & ~Q(bank_print=""),
                name="bank_line_once",
            ),
            models.UniqueConstraint(
                fields=["account", "content_print"],
                condition=Q(taken_at__isnull=False, bank_print=""),
                name="bank_line_once_without_number",
            ),
            models.CheckConstraint(
                condition=Q(used_cents=0) | Q(request__isnull=False, taken_at__isnull=False), name="bank_line_used_for"
            ),
        ]
        indexes = [
            models.Index(fields=["account", "content_print"], name="bank_line_content"),
            models.Index(fields=["account", "bank_print"], condition=~Q(bank_print=""), name="bank_line_number"),
            models.Index(fields=["account", "waits_since", "id"], condition=Q(waits_since__isnull=False),
                         name="bank_line_waiting"),
            models.Index(fields=["source", "verdict", "position"], name="bank_line_of_import"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.booked_on} {self.cents}"
