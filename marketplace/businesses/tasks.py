from __future__ import annotations

from smtplib import SMTPException

from kreislauf.accounts.models import Invitation
from kreislauf.celery import app
from marketplace.businesses import emails
from marketplace.businesses.models import Business

AGAIN = {"autoretry_for": (OSError, SMTPException), "retry_backoff": 10, "max_retries": 8}


@app.task(**AGAIN)
def mail_approval_request(*, business_id: int, version: int) -> None:
    business = Business.objects.filter(pk=business_id, version=version).first()
    if business is not None and business.is_waiting:
        emails.send_approval_request(business)


@app.task(**AGAIN)
def mail_received(*, business_id: int) -> None:
    emails.send_received(Business.objects.get(pk=business_id))


@app.task(**AGAIN)
def mail_approved(*, business_id: int, invitation_id: int) -> None:
    invitation = (
        Invitation.objects.filter(pk=invitation_id, accepted_at__isnull=True).first() if invitation_id else None
    )
    business = Business.objects.get(pk=business_id)
    if business.email:
        emails.send_approved(business, invitation=invitation)


@app.task(**AGAIN)
def mail_rejected(*, business_id: int) -> None:
    business = Business.objects.get(pk=business_id)
    if business.email:
        emails.send_rejected(business)
