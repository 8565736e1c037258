"""Letters about businesses: to the Rathaus for a decision, to the business with its outcome."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kreislauf import mail
from kreislauf.accounts.invite import invitation_address
from kreislauf.accounts.models import Invitation, Role, User
from kreislauf.links import sign
from kreislauf.pictures import picture_for_mail
from kreislauf.regions import current_region
from marketplace.businesses.differences import differences
from marketplace.businesses.hours import in_words
from marketplace.businesses.models import Business
from tenants.branding.models import Branding

PURPOSE = "business approval"
VALID = timedelta(days=14)


def send_approval_request(business: Business) -> None:
    """Everything that is needed to decide, and a link that opens a page. The link decides nothing itself."""
    shown = business.proposed()
    context = {
        "business": shown,
        "is_new": business.approved_at is None,
        "hours": in_words(business.hours),
        "facts": _facts(shown),
        "differences": differences(business),
        "picture": shown.picture,
        "address": approval_address(business),
    }
    pictures = {"bild": picture_for_mail(shown.picture)} if shown.picture else {}
    for address in deciding_addresses():
        mail.send(
            template="businesses/mail/approval",
            to=address,
            context=context,
            pictures=pictures,
            reply_to=business.email or None,
            key=f"business approval {business.pk} {business.version}",
        )


def approval_address(business: Business) -> str:
    """The link of the mail: for this version of the text, good for 14 days after it was handed in."""
    token = sign(PURPOSE, [business.pk, business.version], expires=VALID, at=business.submitted_at)
    return _absolute(reverse("businesses:office:letter", urlconf="kreislauf.urls_region", kwargs={"token": token}))


def deciding_addresses() -> list[str]:
    """The address that the region named, or everybody in its team."""
    named = Branding.objects.values_list("approval_email", flat=True).first()
    if named:
        return [named]
    staff = User.objects.filter(role__in=[Role.ADMINISTRATOR, Role.EDITOR], is_active=True).order_by("pk")
    return list(staff.values_list("email", flat=True))


def send_received(business: Business) -> None:
    mail.send(
        template="businesses/mail/received",
        to=business.email,
        context={"business": business},
        key=f"business received {business.pk}",
    )


def send_approved(business: Business, *, invitation: Invitation | None) -> None:
    context: dict[str, Any] = {
        "business": business,
        "page": _absolute(business.get_absolute_url()),
        "invitation": invitation_address(invitation) if invitation else "",
        "sign_in": _absolute(reverse("accounts:sign_in", urlconf="kreislauf.urls_region")),
    }
    key = f"business approved {business.pk} {business.version}"
    mail.send(template="businesses/mail/approved", to=business.email, context=context, key=key)


def send_rejected(business: Business) -> None:
    mail.send(
        template="businesses/mail/rejected",
        to=business.email,
        context={"business": business, "is_new": business.approved_at is None},
        reply_to=next(iter(deciding_addresses()), None),
        key=f"business rejected {business.pk} {business.version}",
    )


def _facts(business: Business) -> list[tuple[str, str]]:
    rows = [
        (_("Bereich"), business.category.name),
        (_("Anschrift"), f"{business.street}, {business.postcode} {business.place}"),
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
