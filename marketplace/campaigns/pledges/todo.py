"""What of pledges waits for staff: lines that nobody has read yet."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from kreislauf.slices import Todo
from marketplace.campaigns.models import Pledge
from marketplace.campaigns.pledges.lines import WAITING

IN_TODO = 5  # lines on the office's first page; its menu leads to the rest


def line_todo() -> Iterable[Todo]:
    found = Pledge.objects.filter(WAITING, paid_at__isnull=False).select_related("campaign")
    for one in found.order_by("created_at", "pk")[:IN_TODO]:
        page = reverse("campaigns:pledges:office_pledge", args=[one.pk])
        yield Todo(one.message, page, _("Satz zu „%(title)s“ lesen") % {"title": one.campaign.title}, one.created_at)
