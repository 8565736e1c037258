"""Operators ask the applicant something, or note something for each other."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from tenants.logbook.record import log_operation
from tenants.signup import emails
from tenants.signup.models import Application, Remark


class NothingToAsk(Exception):
    """The address is not confirmed, or the application is decided."""


@transaction.atomic
def ask(application: Application, *, reason: str, by: Actor, at: datetime) -> Remark:
    """Mail the question to the applicant, who answers by mail. Refuses with ``NothingToAsk``."""
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.confirmed_at is None or application.approved_at or application.rejected_at:
        raise NothingToAsk
    question = Remark.objects.create(
        application=application, text=reason.strip(), is_question=True, by=str(by)[:254], at=at
    )
    application.asked_at = at
    application.save(update_fields=["asked_at"])
    log_operation("application.asked", application.name, by=by, at=at, application=application.pk, reason=question.text)
    emails.question.queue(question, to=application.email)
    return question


@transaction.atomic
def note(application: Application, *, text: str, is_answer: bool, by: Actor, at: datetime) -> Remark:
    """Write a note that only operators read; an answer to the question ends the waiting for it."""
    if is_answer:
        Application.objects.filter(pk=application.pk).update(asked_at=None)
    log_operation("application.noted", application.name, by=by, at=at, application=application.pk)
    return Remark.objects.create(application=application, text=text.strip(), is_question=False, by=str(by)[:254], at=at)
