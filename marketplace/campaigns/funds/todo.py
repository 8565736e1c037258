"""What waits for staff: sums that can be decided, and entries in the register that are due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kreislauf.money import format_euro
from kreislauf.slices import Todo
from marketplace.campaigns.funds.granting.due import due, is_ready
from marketplace.campaigns.funds.granting.register import register_by
from marketplace.campaigns.models import Grant

IN_TODO = 4
SOON = timedelta(days=10)  # before its last day, a grant that is not in the register stands on the first page


def fund_todo() -> Iterable[Todo]:
    today = timezone.localdate()
    for row in due()[:IN_TODO]:
        if is_ready(row, today):
            names = {"cents": format_euro(row["cents"]), "fund": row["fund_name"]}
            page = reverse("campaigns:funds:decision", args=[row["fund"], row["campaign"]])
            if row["of_region"]:  # the list leads its leadership on, and shows editors what waits
                page = reverse("campaigns:funds:grants")
            yield Todo(row["title"], page, _("%(cents)s aus „%(fund)s“ können entschieden werden.") % names)
    open_ones = Grant.objects.filter(fund__is_de_minimis=True, registered_on__isnull=True).select_related("campaign")
    for one in open_ones.order_by("decided_on", "pk")[:IN_TODO]:
        last = register_by(one)
        if last - SOON <= today:
            page = f"{reverse('campaigns:funds:grants')}?stand=register"
            text = _("Bis zum %(day)s ins De-minimis-Register eintragen.") % {"day": date_format(last, "j. F")}
            yield Todo(one.campaign.title, page, text)
