"""Letters about accounts."""

from __future__ import annotations

from kreislauf import mail
from kreislauf.accounts.forgotten import reset_address
from kreislauf.accounts.invite import invitation_address
from kreislauf.accounts.models import Invitation, Role, User


def send_invitation(invitation: Invitation) -> None:
    mail.send(
        template="accounts/mail/invitation",
        to=invitation.email,
        context={
            "invitation": invitation,
            "address": invitation_address(invitation),
            "for_staff": invitation.role != Role.BUSINESS,
        },
        key=f"invitation {invitation.pk}",
    )


def send_reset(user: User) -> None:
    mail.send(template="accounts/mail/reset", to=user.email, context={"person": user, "address": reset_address(user)})
