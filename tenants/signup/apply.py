"""An administration applies for a region of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from django.db import IntegrityError, transaction

from tenants.logbook.record import log_operation
from tenants.signup import emails
from tenants.signup.ask_again import count_letter
from tenants.signup.labels import check_label
from tenants.signup.models import Application


@dataclass(frozen=True, kw_only=True)
class SignupData:
    """What the form says; each value is checked there. ``logo`` is a picture that was taken in already, as WebP."""

    name: str
    kind: str
    label: str
    contact_name: str
    email: str
    primary_colour: str
    accent_colour: str
    ars: str = ""
    phone: str = ""
    leitweg_id: str = ""
    logo: bytes | None = None
    glyphs: list[str] = field(default_factory=list)
    modules: list[str] = field(default_factory=list)


def apply(data: SignupData, *, key: str, at: datetime, letter: bool = True) -> Application:
    """Take the application in and mail the link that confirms the address; only then is its label reserved.

    ``key`` names this form: sent twice by the same administration, it returns the first application.
    ``letter=False`` is for operators who confirm on the spot. Refuses with ``LabelRefused`` and ``TooManyLetters``.
    """
    known = _sent_before(data, key)
    if known is not None:
        return known
    if Application.objects.filter(key=key).exists():
        key = uuid4().hex
    check_label(data.label, name=data.name, kind=data.kind)
    if letter:
        count_letter(data.email)
    try:
        with transaction.atomic():
            application = Application.objects.create(
                **vars(data) | {"label": data.label.strip().lower()},
                key=key,
                requested_at=at,
            )
            log_operation("application.requested", data.name, by=data.email, at=at, application=application.pk)
            if letter:
                emails.confirm.queue(application, to=application.email)
    except IntegrityError:
        # The same form twice at once: the index decided.
        return Application.objects.get(key=key)
    return application


def _sent_before(data: SignupData, key: str) -> Application | None:
    """Nobody else's: its status page shows who applied."""
    known = Application.objects.filter(key=key).first()
    same = known is not None and (known.label, known.email) == (data.label.strip().lower(), data.email)
    return known if same else None
