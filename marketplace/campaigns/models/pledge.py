"""Somebody backs a campaign. All amounts in euro cents; none of it is public but what ``public_name`` says."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from marketplace.campaigns.models.campaign import Campaign
from marketplace.campaigns.models.choices import PledgeKind
from marketplace.campaigns.models.reward import Reward
from marketplace.vouchers.codes import new_order_number
from marketplace.vouchers.models import Order

PURPOSE = "pledge"  # of its payments
MOST_SUPPORT = 200_000  # cents without a return gift, of one person in one campaign
CLOSED = Q(expired_at__isnull=False) | Q(cancelled_at__isnull=False) | Q(lapsed_at__isnull=False)
OPEN = Q(expired_at__isnull=True, cancelled_at__isnull=True, lapsed_at__isnull=True)
# Counted in the bar: paid and not given back. What was charged back is taken off it.
PAID = Q(paid_at__isnull=False, refund_pending_at__isnull=True, refunded_at__isnull=True)
PROMISED = OPEN & Q(kind="promise", promised_at__isnull=False, paid_at__isnull=True)
ON_PAPER = OPEN & Q(kind="paper", promised_at__isnull=False, paid_at__isnull=True)
UNSEEN = OPEN & Q(kind="paper", promised_at__isnull=True, paid_at__isnull=True)  # no staff has seen the sheet
UNPAID = OPEN & Q(kind="paid", paid_at__isnull=True)


class Pledges(models.QuerySet["Pledge"]):
    def paid(self) -> Pledges:
        return self.filter(PAID)

    def promised(self) -> Pledges:
        """Confirmed by mail, neither paid nor given up."""
        return self.filter(PROMISED)

    def holding_too_long(self, at: datetime) -> Pledges:
        """Unpaid ones whose time is over."""
        return self.filter(UNPAID, hold_until__lte=at)


class Pledge(models.Model):
    """A reward, a free amount, or both, as one purchase. ``token`` opens the backer's page; ``number`` opens nothing.

    ``key`` names the form that was sent, so that sending it twice backs once. Prices stay as they were then.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="pledges", db_index=False)
    kind = models.CharField(max_length=7, choices=PledgeKind.choices, default=PledgeKind.PAID)
    reward = models.ForeignKey(Reward, null=True, on_delete=models.PROTECT, related_name="pledges")
    reward_cents = models.PositiveIntegerField(default=0)
    shipping_cents = models.PositiveIntegerField(default=0)
    support_cents = models.PositiveIntegerField(default=0)  # without a return gift
    total_cents = models.GeneratedField(
        expression=F("reward_cents") + F("shipping_cents") + F("support_cents"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )
    number = models.CharField(max_length=9, default=new_order_number, unique=True)
    token = models.CharField(max_length=40, unique=True)
    key = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)  # empty on paper without one
    name = models.CharField(max_length=120, blank=True)
    public_name = models.CharField(max_length=80, blank=True)  # empty: anonymous
    message = models.CharField(max_length=140, blank=True)  # shown once ``message_shown_at`` is set
    message_shown_at = models.DateTimeField(null=True)
    message_refused_at = models.DateTimeField(null=True)
    address = models.JSONField(null=True)  # {street, postcode, town}, only where something is sent
    postcode = models.CharField(max_length=5, blank=True)
    word = models.CharField(max_length=40, blank=True)  # of the ambassador whose link was followed
    locale = models.CharField(max_length=12, default="de")
    terms = models.JSONField(default=dict)  # the reward as it was: {title, text, vat_rate, deliver_by}
    voucher_order = models.OneToOneField(Order, null=True, on_delete=models.PROTECT, related_name="pledge")

    holds_reward = models.BooleanField(default=False)  # one piece is taken off the reward's stock
    hold_until = models.DateTimeField(null=True)
    placed_from = models.CharField(max_length=40, blank=True)  # as of orders
    created_at = models.DateTimeField()
    promised_at = models.DateTimeField(null=True)  # the promise was confirmed by mail
    called_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    paid_at = models.DateTimeField(null=True)
    withdrawable_until = models.DateField(null=True)  # the last day
    withdrawn_at = models.DateTimeField(null=True)
    refund_pending_at = models.DateTimeField(null=True)
    refunded_at = models.DateTimeField(null=True)
    # Fetched back by a bank, or refunded in the provider's dashboard: off the support first, then off what is owed
    # (or off the voucher); the rest is a claim of the business, because it had given something for it.
    charged_back_cents = models.PositiveIntegerField(default=0)
    lost_support_cents = models.PositiveIntegerField(default=0, db_default=0)
    lost_reward_cents = models.PositiveIntegerField(default=0, db_default=0)
    claim_cents = models.PositiveIntegerField(default=0, db_default=0)
    withdrawal_declared_at = models.DateTimeField(null=True)  # with the number, not confirmed yet (§ 356a BGB)
    withdrawal_refusal = models.CharField(max_length=20, default="", db_default="")  # why no money went back by itself
    person = models.CharField(max_length=64, default="", db_default="")  # a keyed hash of the mailbox, for the cap
    expired_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    deliver_mailed = models.DateField(null=True)  # the later day of delivery that the last letter named
    mailed_at = models.DateTimeField(null=True)
    entered_by = models.CharField(max_length=254, blank=True)  # of paper: who typed it in
    cash_at = models.DateTimeField(null=True)  # of paper: paid at the counter, so in no ledger of ours
    forgotten_at = models.DateTimeField(null=True)  # names, addresses and words are gone, what is counted stays

    objects = Pledges.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reward_cents__gte=100) | Q(support_cents__gte=100), name="pledge_has_amount"
            ),
            models.CheckConstraint(
                condition=Q(reward__isnull=True, reward_cents=0, shipping_cents=0)
                | Q(reward__isnull=False, reward_cents__gte=100),
                name="pledge_reward_has_a_price",
            ),
            models.CheckConstraint(
                condition=Q(charged_back_cents__lte=F("reward_cents") + F("shipping_cents") + F("support_cents")),
                name="pledge_charged_back_within_total",
            ),
            models.CheckConstraint(
                condition=Q(
                    charged_back_cents__gte=F("lost_support_cents") + F("lost_reward_cents") + F("claim_cents"),
                    lost_support_cents__lte=F("support_cents"),
                    lost_reward_cents__lte=F("reward_cents") + F("shipping_cents"),
                ),
                name="pledge_losses_add_up",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(paid_at__isnull=False), name="pledge_sent_is_paid"
            ),
            models.CheckConstraint(
                condition=Q(paid_at__isnull=True)
                | Q(expired_at__isnull=True, cancelled_at__isnull=True, lapsed_at__isnull=True),
                name="pledge_paid_is_open",
            ),
            models.CheckConstraint(
                condition=Q(message_shown_at__isnull=True) | Q(message_refused_at__isnull=True),
                name="pledge_message_one_way",
            ),
        ]
        indexes = [
            # The bar's: one scan of the index, whatever else stands in the row.
            models.Index(
                fields=["campaign"],
                include=["total_cents", "charged_back_cents", "withdrawable_until"],
                condition=PAID,
                name="pledge_paid",
            ),
            models.Index(fields=["campaign"], include=["total_cents"], condition=PROMISED, name="pledge_promised"),
            models.Index(fields=["campaign"], include=["total_cents"], condition=ON_PAPER, name="pledge_on_paper"),
            models.Index(fields=["campaign"], include=["created_at"], condition=UNSEEN, name="pledge_paper_unseen"),
            models.Index(fields=["campaign", "-created_at", "-id"], name="pledge_of_campaign"),
            models.Index(fields=["campaign", "person"], condition=~Q(person=""), name="pledge_of_person"),
            models.Index(fields=["placed_from"], condition=~Q(placed_from=""), name="pledge_placed_from"),
            models.Index(fields=["-created_at", "-id"], name="pledge_newest"),
            models.Index(fields=["email"], condition=~Q(email=""), name="pledge_email"),
            models.Index(
                fields=["paid_at"],
                condition=PAID & Q(reward__isnull=False, sent_at__isnull=True),
                name="pledge_to_send",
            ),
            models.Index(fields=["hold_until"], condition=UNPAID, name="pledge_holding"),
            models.Index(
                fields=["created_at"],
                condition=Q(paid_at__isnull=True, forgotten_at__isnull=True),
                name="pledge_unpaid_named",
            ),
            models.Index(
                fields=["paid_at"],
                condition=Q(paid_at__isnull=False, forgotten_at__isnull=True),
                name="pledge_paid_named",
            ),
            models.Index(fields=["called_at"], condition=PROMISED, name="pledge_called"),
            models.Index(
                fields=["paid_at"], condition=Q(paid_at__isnull=False, mailed_at__isnull=True), name="pledge_to_mail"
            ),
            models.Index(
                fields=["created_at", "id"],
                condition=~Q(message="") & Q(message_shown_at__isnull=True, message_refused_at__isnull=True),
                name="pledge_message_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("campaigns:pledges:pledge", urlconf="kreislauf.urls_region", args=[self.token])

    @property
    def is_paid(self) -> bool:
        """Paid, and not on its way back."""
        return self.paid_at is not None and self.refund_pending_at is None and self.refunded_at is None

    @property
    def is_closed(self) -> bool:
        """Nobody waits for its payment. A late one may still fulfil it."""
        return any((self.expired_at, self.cancelled_at, self.lapsed_at))
