"""The letter that confirms an address, once more or to another one."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from kreislauf.accounts.limits import allow_try
from tenants.logbook.record import log_operation
from tenants.signup import emails
from tenants.signup.models import Application
from tenants.signup.reject import reject

PER_ADDRESS_AND_DAY = 3
_DAY = 24 * 3600
_COPIED = (
    *("name", "kind", "ars", "label", "contact_name", "phone", "leitweg_id"),
    *("primary_colour", "accent_colour", "logo", "glyphs", "modules"),
)


class TooManyLetters(Exception):
    """This address got enough letters for a day, whoever asked for them: it may be a stranger's."""


class AlreadyConfirmed(Exception):
    """There is nothing to confirm any more, or the application is over."""


def count_letter(email: str) -> None:
    """Before each letter to an address that nobody has confirmed. Refuses with ``TooManyLetters``."""
    if not allow_try(f"application-letter:{email.strip().lower()}", PER_ADDRESS_AND_DAY, _DAY):
        raise TooManyLetters


@transaction.atomic
def send_again(application: Application, *, at: datetime) -> None:
    """Refuses with ``AlreadyConfirmed`` and ``TooManyLetters``."""
    application = _open(application)
    count_letter(application.email)
    emails.confirm.queue(application, to=application.email)
    log_operation("application.asked_again", application.name, by=application.email, at=at, application=application.pk)


@transaction.atomic
def change_address(application: Application, *, email: str, at: datetime) -> Application:
    """A new application with the same details takes its place: the links that went to the old address confirm nothing.

    Refuses with ``AlreadyConfirmed`` and ``TooManyLetters``.
    """
    application = _open(application)
    count_letter(email)
    details = {name: getattr(application, name) for name in _COPIED}
    made = Application.objects.create(**details, email=email, key=uuid4().hex, requested_at=at)
    log_operation("application.requested", made.name, by=email, at=at, application=made.pk)
    emails.confirm.queue(made, to=email)
    reason = _("Der Antrag läuft unter einer anderen E-Mail-Adresse weiter.")
    reject(application, reason=reason, by=email, at=at, letter=False)
    return made


def _open(application: Application) -> Application:
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.confirmed_at is not None or application.rejected_at is not None:
        raise AlreadyConfirmed
    return application
