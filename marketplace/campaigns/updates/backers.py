"""To whom news of a campaign goes: each address once, unless it has asked for none."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.crypto import salted_hmac

from kreislauf.mail.address import as_stored
from kreislauf.regions import current_schema
from marketplace.campaigns.models import Campaign, Pledge, Pledges, Unsubscribed
from marketplace.campaigns.models.pledge import OPEN, PAID, PROMISED
from marketplace.watch.block import is_blocked

# Who has paid, or has promised and confirmed it, on paper too; neither withdrawn nor lapsed.
BACKING = (PAID | PROMISED | OPEN & Q(kind="paper", promised_at__isnull=False)) & ~Q(email="")


def backers_of(campaign: Campaign) -> Pledges:
    """One pledge of each address, the first."""
    earlier = Pledge.objects.filter(
        BACKING, campaign=OuterRef("campaign"), email=OuterRef("email"), pk__lt=OuterRef("pk")
    )
    return Pledge.objects.filter(BACKING, ~Exists(earlier), campaign=campaign).order_by("pk")


def address_hash(email: str) -> str:
    """Compares an address with those that want no more, without keeping it."""
    return salted_hmac(f"campaign news {current_schema()}", as_stored(email), algorithm="sha256").hexdigest()


def wants_news(pledge: Pledge) -> bool:
    """Neither has it unsubscribed from this campaign, nor does its mailbox take no mail of ours at all."""
    if is_blocked(pledge.email):
        return False
    return not Unsubscribed.objects.filter(campaign=pledge.campaign_id, person=address_hash(pledge.email)).exists()
