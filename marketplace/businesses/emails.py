"""Letters to businesses about their entries. The Rathaus's own, for a decision, are ``marketplace.review.letters``."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from kreislauf.accounts.addresses import invitation_address
from kreislauf.accounts.models import Invitation
from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from marketplace.businesses.address_letter import new_address as new_address  # found with this module
from marketplace.businesses.models import Business
from marketplace.businesses.team_letter import team as team  # declared there, found with this module
from marketplace.review import recipients
from marketplace.review.corrections import corrections
from marketplace.review.kinds import review_of
from marketplace.review.links import absolute, text_link


def deciding_addresses() -> list[str]:
    """Whoever decides on businesses: what concerns a business and cannot be sent to it goes there, too."""
    return recipients.deciding_addresses("businesses.approval")


@letter("businesses.received", Business, title=gettext_lazy("Eintrag eingegangen"), answers_visitor=True)
def received(business: Business) -> Letter:
    """It repeats nothing from the form: somebody else may have typed this address into it."""
    return Letter(template="businesses/mail/received")


@letter("businesses.approved", Business, title=gettext_lazy("Eintrag freigegeben"))
def approved(business: Business, *, invitation_id: int) -> Letter:
    invitation = Invitation.objects.filter(pk=invitation_id, accepted_at__isnull=True).first()
    context: dict[str, Any] = {
        "business": business,
        "page": absolute(business.get_absolute_url()),
        "invitation": invitation_address(invitation) if invitation else "",
        "corrections": corrections(review_of(business), business),
        "sign_in": absolute(reverse("accounts:sign_in", urlconf="kreislauf.urls_region")),
    }
    return Letter(template="businesses/mail/approved", context=context)


@letter("businesses.rejected", Business, title=gettext_lazy("Eintrag abgelehnt"))
def rejected(business: Business, *, version: int) -> Letter | None:
    """Not sent where the business was quicker and has handed in another text."""
    if business.version != version:
        return None
    address = text_link(review_of(business), business)
    context = {"business": business, "is_new": business.approved_at is None, "address": address}
    answers_to = next(iter(deciding_addresses()), "")
    return Letter(template="businesses/mail/rejected", context=context, reply_to=answers_to)
