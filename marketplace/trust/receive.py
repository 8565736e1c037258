"""Somebody sends a notice about an entry (Art. 16 DSA)."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from kreislauf.accounts.models import Role, User
from kreislauf.accounts.muted import addresses_for
from kreislauf.audit.record import record
from kreislauf.mail.address import as_stored
from kreislauf.soon import soon
from marketplace.trust import emails
from marketplace.trust.models import Category, Notice
from marketplace.trust.noticeable import M, Noticeable

STAFF = (Role.ADMINISTRATOR, Role.EDITOR)


def receive(
    row: M, kind: Noticeable[M], *, category: Category, why: str, name: str, email: str, key: str, at: datetime
) -> Notice:
    """Store it with the words that visitors read now, tell the office, and send a receipt where there is an address.

    The same form sent twice is one notice. Whoever reports the abuse of children is not written down (Art. 16(2)(c)).
    """
    if category == Category.CHILD_ABUSE:
        name = email = ""
    try:
        with transaction.atomic():
            notice = Notice.objects.create(
                kind=kind.kind,
                target_id=row.pk,
                version=kind.version(row),
                address=kind.address(row),
                title=str(row)[:200],
                words=kind.words(row),
                category=category,
                why=why,
                name=name,
                email=as_stored(email) if email else "",
                is_own=_wrote_staff(kind.author(row)),
                key=key,
                received_at=at,
            )
            record("notice.received", notice, by="visitor", at=at, category=str(category))
            emails.receipt.queue(notice, to=notice.email)
            for address in addresses_for(emails.received.name, STAFF):
                emails.received.queue(notice, to=address)
            if notice.is_own:
                soon("tenants.tasks.count_overdue_here")
            return notice
    except IntegrityError:
        return Notice.objects.get(key=key)


def _wrote_staff(author: str) -> bool:
    return bool(author) and User.objects.filter(email__iexact=author, role__in=STAFF, is_active=True).exists()
