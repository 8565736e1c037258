"""Money that came for an invoice, and the letters that asked for it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from billing.subscriptions.models.invoice import Invoice


class Way(models.TextChoices):
    TRANSFER = "transfer", _("Überweisung")
    CARD = "card", _("Karte")
    OTHER = "other", _("Sonstiges")


class Payment(models.Model):
    """Money received; a negative amount went back to the payer, or takes back a slip. ``key`` makes two clicks one."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="payments")
    amount_cents = models.BigIntegerField()
    paid_on = models.DateField()
    way = models.CharField(max_length=10, choices=Way.choices)
    note = models.CharField(max_length=140, blank=True)
    key = models.CharField(max_length=80, unique=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=254)

    class Meta:
        ordering = ["paid_on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(amount_cents=0), name="payment_of_something")]

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.amount_cents}"


class Level(models.IntegerChoices):
    REMINDER = 1, _("Zahlungserinnerung")
    FIRST = 2, _("1. Mahnung")
    SECOND = 3, _("2. Mahnung")


class Reminder(models.Model):
    """A letter that asked for what is overdue; each level once for an invoice."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="reminders")
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    sent_on = models.DateField()
    open_cents = models.PositiveBigIntegerField()  # then
    due_on = models.DateField()  # until when it asks

    class Meta:
        ordering = ["level"]
        constraints = [models.UniqueConstraint(fields=["invoice", "level"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.level}"
