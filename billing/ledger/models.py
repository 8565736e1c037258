"""Double-entry bookkeeping in integer cents. The database holds every journal's sum at zero and refuses changes."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Account(models.Model):
    """``money:sandbox``, ``open:17`` (unredeemed vouchers of business 17): the chart is in ``accounts``."""

    code = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.code


class Journal(models.Model):
    """One business event. ``key`` names it, so that it is written once.

    It carries its lines: each account's code and, at the same place, its cents. CHECK constraints of the migrations
    hold their sum at zero, and a trigger writes them down as entries.
    """

    key = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField()
    memo = models.CharField(max_length=200)
    codes = ArrayField(models.CharField(max_length=80))
    cents = ArrayField(models.BigIntegerField())

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="journal_newest")]

    def __str__(self) -> str:
        return self.memo


class Entry(models.Model):
    """A line of a journal. Debit is positive, credit negative. Written by the journal's own trigger and nobody else."""

    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries", db_index=False)
    cents = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(cents=0), name="entry_moves_something")]
        indexes = [models.Index(fields=["account"], include=["cents"], name="entry_of_account")]

    def __str__(self) -> str:
        return f"{self.account} {self.cents}"
