"""What an action adds to an order, and every movement of it in the books."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from marketplace.businesses.models import Business
from marketplace.subsidies.models.action import Action

REPAID = "subsidy-repaid"  # keys of such journals begin with it


class Subsidy(models.Model):
    """One order's: ``unit_cents`` on each of its vouchers.

    Reserved while the order waits for its payment, promised once it is paid, released if nobody pays.
    ``back_cents`` went back to the budget after that, as ``paid_back_cents`` of what the buyer had paid did to them.
    ``person`` stands for the buyer's address and cannot be read; it is emptied when the action is over.
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="subsidies", db_index=False)
    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="subsidies")
    order_id = models.BigIntegerField(unique=True)  # of vouchers, which stand above
    order_number = models.CharField(max_length=9)
    pieces = models.PositiveSmallIntegerField()
    unit_cents = models.PositiveIntegerField()
    paid_cents = models.PositiveIntegerField()  # what the buyer pays for the order
    person = models.CharField(max_length=40, blank=True)
    reserved_at = models.DateTimeField()
    promised_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    back_cents = models.PositiveIntegerField(default=0)
    paid_back_cents = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-reserved_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(promised_at__isnull=True) | Q(released_at__isnull=True), name="subsidy_one_state"
            ),
            models.CheckConstraint(
                condition=Q(back_cents__lte=F("pieces") * F("unit_cents")), name="subsidy_back_within"
            ),
            models.CheckConstraint(condition=Q(paid_back_cents__lte=F("paid_cents")), name="subsidy_paid_back_within"),
            models.CheckConstraint(condition=Q(unit_cents__gt=0, pieces__gt=0), name="subsidy_adds_something"),
        ]
        indexes = [
            models.Index(fields=["action", "-reserved_at", "-id"], name="subsidy_of_action"),
            models.Index(fields=["action", "person"], condition=~Q(person=""), name="subsidy_of_person"),
        ]

    def __str__(self) -> str:
        return self.order_number

    @property
    def cents(self) -> int:
        return self.pieces * self.unit_cents

    @property
    def state_word(self) -> str:
        if self.released_at:
            return _("nicht bezahlt")
        if not self.promised_at:
            return _("wartet auf Zahlung")
        if self.back_cents:
            return _("zurück") if self.back_cents == self.cents else _("zum Teil zurück")
        return _("zugesagt")

    @property
    def remaining_cents(self) -> int:
        """What the order still has of it."""
        return 0 if self.released_at else self.cents - self.back_cents


class Lines(models.QuerySet["Line"]):
    def repayments(self) -> Lines:
        """What businesses paid back of what they had got."""
        return self.filter(key__startswith=f"{REPAID}:")

    def movements(self) -> Lines:
        """What was added to vouchers, and what came back of that."""
        return self.exclude(key__startswith=f"{REPAID}:")


class Line(models.Model):
    """A journal's part of a subsidy: above zero what the region owes the business, below what came back.

    A settlement takes lines that none has taken; so each cent is settled once, and what comes back later lowers the
    next one. Where none comes any more, the business pays it back: a line above zero, of its newest subsidy.
    The database lets nobody change a line, and a settlement takes it once.
    """

    subsidy = models.ForeignKey(Subsidy, on_delete=models.PROTECT, related_name="lines")
    key = models.CharField(max_length=80, unique=True)  # of the journal in the ledger
    cents = models.IntegerField()
    at = models.DateTimeField()
    settlement = models.ForeignKey("subsidies.Settlement", on_delete=models.PROTECT, null=True, related_name="lines")

    objects = Lines.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(cents=0), name="subsidy_line_moves_something")]
        indexes = [models.Index(fields=["at"], condition=Q(settlement__isnull=True), name="subsidy_line_open")]

    def __str__(self) -> str:
        return self.key
