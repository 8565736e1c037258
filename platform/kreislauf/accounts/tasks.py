from __future__ import annotations

from smtplib import SMTPException

from kreislauf.accounts import emails
from kreislauf.accounts.models import Invitation, User
from kreislauf.celery import app


@app.task(autoretry_for=(OSError, SMTPException), retry_backoff=10, max_retries=8)
def mail_invitation(*, invitation_id: int) -> None:
    invitation = Invitation.objects.filter(pk=invitation_id, accepted_at__isnull=True).first()
    if invitation is not None:
        emails.send_invitation(invitation)


@app.task(autoretry_for=(OSError, SMTPException), retry_backoff=10, max_retries=8)
def mail_forgotten(*, email: str) -> None:
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is not None:
        emails.send_reset(user)
