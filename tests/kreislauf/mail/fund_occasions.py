"""What makes each kind of mail about pots be written."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from marketplace.campaigns.funds.emails import emptied
from marketplace.campaigns.funds.granting import emails
from marketplace.campaigns.models import Grant
from tests.make_campaign import make_campaign, make_fund


def about_funds() -> dict[str, Callable[[str], object]]:
    """By kind, as ``in_the_region``."""
    made = Grant.objects.create(
        fund=make_fund(giver_kind="public", is_de_minimis=True),
        campaign=make_campaign(),
        cents=12_500,
        number="DS 40/2026",
        decided_on=timezone.localdate(),
        granted_at=timezone.now(),
        by="Ute",
        recipient=["Bäckerei Jansen", "Holtenauer Straße 12", "24105 Kiel"],
    )
    empty = make_fund(emptied_at=timezone.now(), left_cents=0)
    return {
        "campaigns.granted": lambda to: emails.granted.queue(made, to=to),
        "campaigns.fund_emptied": lambda to: emptied.queue(empty, to=to, is_office=True),
    }
