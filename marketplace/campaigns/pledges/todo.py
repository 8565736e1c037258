"""What of pledges waits: for a business what it has to send, for staff lines that nobody has read yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kreislauf.slices import Todo
from marketplace.businesses.models import Business
from marketplace.campaigns.models import Pledge, RewardKind
from marketplace.campaigns.pledges.lines import WAITING

OWED = (RewardKind.THING, RewardKind.SERVICE, RewardKind.THANKS)
SOON = timedelta(days=7)
IN_TODO = 5  # lines on the office's first page; its menu leads to the rest


def sending_todo(business: Business) -> Iterable[Todo]:
    """Of each campaign: rewards that are due within a week and were not sent."""
    due = timezone.localdate() + SOON
    owed = Pledge.objects.paid().filter(sent_at__isnull=True, reward__kind__in=OWED, reward__deliver_by__lte=due)
    rows = owed.filter(campaign__business=business).order_by("campaign").values_list("campaign", "campaign__title")
    for pk, title, count, day in rows.annotate(Count("pk"), Min("reward__deliver_by")):
        page = f"{reverse('campaigns:pledges:backers', args=[pk])}?stand=offen"
        text = ngettext(
            "%(n)s Gegenleistung ist noch zu verschicken, versprochen bis %(day)s.",
            "%(n)s Gegenleistungen sind noch zu verschicken, die erste ist bis %(day)s versprochen.",
            count,
        )
        yield Todo(title, page, text % {"n": count, "day": date_format(day, "j. F")})


def line_todo() -> Iterable[Todo]:
    counted = Q(paid_at__isnull=False) | Q(promised_at__isnull=False)
    found = Pledge.objects.filter(WAITING & counted).select_related("campaign")
    for one in found.order_by("created_at", "pk")[:IN_TODO]:
        page = reverse("campaigns:pledges:office_pledge", args=[one.pk])
        yield Todo(one.message, page, _("Satz zu „%(title)s“ lesen") % {"title": one.campaign.title}, one.created_at)
