"""Whole addresses of a backer's pages, for mails and providers."""

from __future__ import annotations

from kreislauf.regions import current_region
from marketplace.campaigns.models import Pledge


def pledge_number(pledge_id: int) -> str:
    """What the backer says on the phone, or writes into a transfer."""
    return str(Pledge.objects.values_list("number", flat=True).get(pk=pledge_id))


def pledge_path(pledge_id: int) -> str:
    """Of the backer's own page."""
    return Pledge.objects.only("token").get(pk=pledge_id).get_absolute_url()


def pledge_page(pledge: Pledge) -> str:
    return f"{current_region().url}{pledge.get_absolute_url()}"


def receipt_page(pledge: Pledge) -> str:
    """The PDF of what was paid."""
    return f"{pledge_page(pledge)}beleg.pdf"
