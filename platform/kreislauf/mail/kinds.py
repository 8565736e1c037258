"""The kinds of mail. Each is declared beside its words, in a room's ``emails.py``::

    @letter("shops.rejected", Shop, title=_("Eintrag abgelehnt"))
    def rejected(shop: Shop) -> Letter | None:
        return Letter(template="shops/mail/rejected", context={"shop": shop})

and queued by a verb, inside its transaction: ``rejected.queue(shop, to=shop.email)``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language

from kreislauf.mail.address import as_stored
from kreislauf.mail.message import Letter
from kreislauf.mail.outbox import deliver_soon, outbox
from kreislauf.mail.outgoing import TITLES, AbstractMail
from kreislauf.regions import stepping_into

M = TypeVar("M", bound=Model)
KINDS: dict[str, Kind[Any]] = {}


class Kind(Generic[M]):
    """One kind of mail: how it is called in lists, what it is about, and who writes it."""

    def __init__(self, name: str, model: type[M] | None, write: Callable[..., Letter | None], **options: Any) -> None:
        self.name, self.model, self.write = name, model, write
        self.related: tuple[str, ...] = options["related"]
        self.answers_visitor: bool = options["answers_visitor"]
        self.forgets_address: bool = options["forgets_address"]
        self.sent: Callable[[M, datetime], object] | None = options["sent"]
        self.bounced: Callable[[M, datetime], object] | None = options["bounced"]

    def queue(self, about: M | None, *, to: str, **detail: Any) -> None:
        """A row in the outbox, in the caller's transaction. Without an address there is nobody to write to."""
        if not to:
            return
        now = timezone.now()
        language = get_language() if self.answers_visitor else None
        mail = outbox().create(
            kind=self.name,
            about=about._meta.label_lower if about else "",
            about_id=about.pk if about else None,
            detail=detail,
            recipient=as_stored(to),
            language=language or settings.LANGUAGE_CODE,
            queued_at=now,
            next_try_at=now,
        )
        deliver_soon(mail)

    def cancel(self, about: M) -> None:
        """Delete mails of this kind that were not sent yet."""
        outbox().of(about).filter(kind=self.name, sent_at__isnull=True).delete()

    def about(self, mail: AbstractMail) -> M | None:
        """The row that the mail is about, if it still exists."""
        if self.model is None or mail.about_id is None:
            return None
        rows = self.model._default_manager.select_related(*self.related).filter(pk=mail.about_id)
        if apps.get_app_config(self.model._meta.app_label).name in settings.SHARED_APPS:
            with stepping_into(None):
                return rows.first()
        return rows.first()

    def letter(self, mail: AbstractMail, about: M | None) -> Letter | None:
        """What the mail says now; None when there is nothing to say any more."""
        if self.model is None:
            return self.write(mail.recipient, **mail.detail)
        return self.write(about, **mail.detail) if about is not None else None


def letter(
    name: str,
    model: type[M] | None,
    *,
    title: str | Promise,
    related: tuple[str, ...] = (),
    answers_visitor: bool = False,
    forgets_address: bool = False,
    sent: Callable[[M, datetime], object] | None = None,
    bounced: Callable[[M, datetime], object] | None = None,
) -> Callable[[Callable[..., Letter | None]], Kind[M]]:
    """Declare a kind of mail. The function writes it from the row, or from the address if ``model`` is None.

    ``related`` is loaded with the row. ``answers_visitor``: in the language of the page that queued it.
    ``forgets_address``: once sent, nobody sees to whom. ``sent(row, at)`` notes on the row that its mail has left,
    ``bounced(row, at)`` that its address takes no mail.
    """

    def declare(write: Callable[..., Letter | None]) -> Kind[M]:
        kind = Kind(
            name,
            model,
            write,
            related=related,
            answers_visitor=answers_visitor,
            forgets_address=forgets_address,
            sent=sent,
            bounced=bounced,
        )
        KINDS[name], TITLES[name] = kind, title
        return kind

    return declare
