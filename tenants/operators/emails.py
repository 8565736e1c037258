"""Letters about operators' accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.accounts.addresses import reset_address
from kreislauf.accounts.letters import declare_letters
from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from tenants.operators.models import Operator

LETTERS = declare_letters("operators", Operator)


@letter("operators.invitation", Operator, title=_("Einladung zum Leitstand"))
def invitation(operator: Operator) -> Letter | None:
    """With the link to set a password; the page after it asks for a second factor."""
    if not operator.is_active or operator.has_usable_password():
        return None
    return Letter(template="operators/mail/invitation", context={"address": reset_address(operator)})
