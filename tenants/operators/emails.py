"""Letters about operators' accounts."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kreislauf.accounts.addresses import reset_address
from kreislauf.accounts.letters import declare_letters
from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.regions import address_of
from tenants.operators.models import Operator, RegionOverdue

LETTERS = declare_letters("operators", Operator)


@letter("operators.invitation", Operator, title=_("Einladung zum Leitstand"))
def invitation(operator: Operator) -> Letter | None:
    """With the link to set a password; the page after it asks for a second factor."""
    if not operator.is_active or operator.has_usable_password():
        return None
    return Letter(template="operators/mail/invitation", context={"address": reset_address(operator)})


@letter("operators.overdue", RegionOverdue, title=_("In einer Region ist etwas liegen geblieben"), related=("region",))
def overdue(row: RegionOverdue) -> Letter:
    """Only how much there is: what it is about stays in the region."""
    path = reverse("operators:overdue", urlconf=settings.URLCONFS["operator"])
    return Letter(
        template="operators/mail/overdue", context={"row": row, "address": address_of(settings.OPERATOR_HOST) + path}
    )
