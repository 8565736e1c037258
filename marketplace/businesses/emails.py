"""Letters about businesses: to the Rathaus for a decision, to the business with its outcome."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from kreislauf.accounts.addresses import invitation_address
from kreislauf.accounts.models import Invitation, Role
from kreislauf.accounts.muted import addresses_for
from kreislauf.links import sign
from kreislauf.mail.address import masked
from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.pictures.stored import picture_for_mail
from kreislauf.regions import current_region
from marketplace.businesses.differences import differences
from marketplace.businesses.hours import in_words
from marketplace.businesses.models import Business
from marketplace.businesses.team_letter import team as team  # declared there, found with this module
from tenants.branding.models import Branding

PURPOSE = "business approval"
VALID = timedelta(days=14)


@letter("businesses.approval", Business, title=_lazy("Bitte freigeben"))
def approval(business: Business, *, version: int, sent_to: str = "") -> Letter | None:
    """Everything that is needed to decide, and a link that opens a page. The link decides nothing itself.

    No Reply-To: an answer would quote the link to the applicant.
    """
    if business.version != version or not business.is_waiting:
        return None
    shown = business.proposed()
    context = {
        "business": shown,
        "is_new": business.approved_at is None,
        "hours": in_words(business.hours),
        "facts": _facts(shown),
        "differences": differences(business),
        "picture": shown.picture,
        "address": approval_address(business, sent_to=sent_to),
    }
    pictures = {"bild": picture_for_mail(shown.picture)} if shown.picture else {}
    return Letter(template="businesses/mail/approval", context=context, pictures=pictures)


def ask_for_approval(business: Business) -> None:
    """A letter to each who may decide on this version of the text."""
    for address in deciding_addresses():
        approval.queue(business, to=address, version=business.version, sent_to=masked(address))


def approval_address(business: Business, *, sent_to: str = "") -> str:
    """The link of the mail: for this version of the text, good for 14 days after it was handed in.

    ``sent_to``, masked, is whose link it is: the log names it when the link decides.
    """
    token = sign(PURPOSE, [business.pk, business.version, sent_to], expires=VALID, at=business.submitted_at)
    return _absolute(reverse("businesses:office:letter", urlconf="kreislauf.urls_region", kwargs={"token": token}))


def deciding_addresses() -> list[str]:
    """The address that the region named, or everybody in its team who has not switched these mails off."""
    named = Branding.objects.values_list("approval_email", flat=True).first()
    if named:
        return [named]
    return addresses_for("businesses.approval", [Role.ADMINISTRATOR, Role.EDITOR])


@letter("businesses.received", Business, title=_lazy("Eintrag eingegangen"), answers_visitor=True)
def received(business: Business) -> Letter:
    """It repeats nothing from the form: somebody else may have typed this address into it."""
    return Letter(template="businesses/mail/received")


@letter("businesses.approved", Business, title=_lazy("Eintrag freigegeben"))
def approved(business: Business, *, invitation_id: int) -> Letter:
    invitation = Invitation.objects.filter(pk=invitation_id, accepted_at__isnull=True).first()
    context: dict[str, Any] = {
        "business": business,
        "page": _absolute(business.get_absolute_url()),
        "invitation": invitation_address(invitation) if invitation else "",
        "sign_in": _absolute(reverse("accounts:sign_in", urlconf="kreislauf.urls_region")),
    }
    return Letter(template="businesses/mail/approved", context=context)


@letter("businesses.rejected", Business, title=_lazy("Eintrag abgelehnt"))
def rejected(business: Business, *, version: int) -> Letter | None:
    """Not sent where the business was quicker and has handed in another text."""
    if business.version != version:
        return None
    context = {"business": business, "is_new": business.approved_at is None}
    answers_to = next(iter(deciding_addresses()), "")
    return Letter(template="businesses/mail/rejected", context=context, reply_to=answers_to)


def _facts(business: Business) -> list[tuple[str, str]]:
    rows = [
        (_("Branche"), business.category.name),
        (_("Anschrift"), business.address),
        (_("Ortsteil"), business.district),
        (_("Öffnungszeiten"), in_words(business.hours)),
        (_("Geändert"), business.changed_hours),
        (_("Liefert"), (business.delivery_note or _("ja")) if business.delivers else ""),
        (_("Online-Shop"), business.web_shop),
        (_("Website"), business.website),
        (_("Von"), ", ".join(filter(None, [business.contact_name, business.email, business.phone]))),
    ]
    return [(label, value) for label, value in rows if value]


def _absolute(path: str) -> str:
    return current_region().url + path
