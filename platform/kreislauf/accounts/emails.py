"""Letters about accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.accounts.addresses import invitation_address
from kreislauf.accounts.letters import declare_letters
from kreislauf.accounts.models import Invitation, User
from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter

LETTERS = declare_letters("accounts", User)


@letter("accounts.invitation", Invitation, title=_("Einladung"))
def invitation(invitation: Invitation) -> Letter | None:
    if invitation.accepted_at:
        return None
    context = {
        "invitation": invitation,
        "address": invitation_address(invitation),
    }
    return Letter(template="accounts/mail/invitation", context=context)
