"""Letters about an application."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kreislauf.accounts.addresses import invitation_address
from kreislauf.accounts.models import Invitation
from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.regions import address_of
from tenants.signup.addresses import confirmation_address
from tenants.signup.models import Application, Remark
from tenants.signup.status import status_address


@letter("signup.confirm", Application, title=_("Antrag bestätigen"), answers_visitor=True)
def confirm(application: Application) -> Letter | None:
    """Nothing in it was typed by whoever filled in the form: the address may be somebody else's."""
    if application.confirmed_at or application.rejected_at:
        return None
    context = {
        "address": confirmation_address(application, at=timezone.now()),
        "status": status_address(application),
    }
    return Letter(template="signup/mail/confirm", context=context)


@letter("signup.operators", Application, title=_("Neuer Antrag"))
def operators(application: Application) -> Letter | None:
    if application.approved_at or application.rejected_at:
        return None
    path = reverse("operators:application", urlconf=settings.URLCONFS["operator"], args=[application.pk])
    context = {"application": application, "address": address_of(settings.OPERATOR_HOST) + path}
    return Letter(template="signup/mail/operators", context=context, reply_to=application.email)


@letter("signup.draft", Invitation, title=_("Entwurf steht bereit"))
def draft(invitation: Invitation) -> Letter | None:
    """To the region's first administrator, out of the region's own outbox."""
    if invitation.accepted_at:
        return None
    context = {"invitation": invitation, "address": invitation_address(invitation)}
    return Letter(template="signup/mail/draft", context=context)


@letter("signup.question", Remark, title=_("Rückfrage zum Antrag"))
def question(remark: Remark) -> Letter | None:
    if remark.application.rejected_at:
        return None
    context = {
        "application": remark.application,
        "question": remark.text,
        "address": status_address(remark.application),
    }
    return Letter(template="signup/mail/question", context=context, reply_to=settings.OPERATOR_EMAIL)


@letter("signup.rejected", Application, title=_("Antrag abgelehnt"))
def rejected(application: Application) -> Letter:
    context = {"application": application}
    return Letter(template="signup/mail/rejected", context=context, reply_to=settings.OPERATOR_EMAIL)
