"""Lines that businesses typed in and that count once staff has seen the sheet."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import ngettext

from kreislauf.slices import Todo
from marketplace.campaigns.models import Pledge
from marketplace.campaigns.models.pledge import UNSEEN

IN_TODO = 4  # campaigns


def paper_todo() -> Iterable[Todo]:
    """Of each campaign one line, the longest waiting first. Once a campaign is settled, none counts any more."""
    waiting = Pledge.objects.filter(UNSEEN, campaign__settled_at__isnull=True).order_by()
    rows = waiting.values_list("campaign", "campaign__title").annotate(n=Count("pk"), since=Min("created_at"))
    for pk, title, n, since in rows.order_by("since", "campaign")[:IN_TODO]:
        text = ngettext(
            "%(n)s Zusage auf Papier wartet auf den Blick in die Liste.",
            "%(n)s Zusagen auf Papier warten auf den Blick in die Liste.",
            n,
        )
        yield Todo(title, reverse("campaigns:office:paper", args=[pk]), text % {"n": n}, since)
