"""Letters about accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.accounts.addresses import invitation_address, reset_address
from kreislauf.accounts.models import Invitation, Role, User
from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter


@letter("accounts.invitation", Invitation, title=_("Einladung"))
def invitation(invitation: Invitation) -> Letter | None:
    if invitation.accepted_at:
        return None
    context = {
        "invitation": invitation,
        "address": invitation_address(invitation),
        "for_staff": invitation.role != Role.BUSINESS,
    }
    return Letter(template="accounts/mail/invitation", context=context)


@letter("accounts.reset", None, title=_("Neues Passwort"), answers_visitor=True)
def reset(address: str) -> Letter | None:
    """Queued for every address that is typed, so that the page does not reveal who has an account."""
    user = User.objects.filter(email__iexact=address, is_active=True).first()
    if user is None:
        return None
    return Letter(template="accounts/mail/reset", context={"person": user, "address": reset_address(user)})
