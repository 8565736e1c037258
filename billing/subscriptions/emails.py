"""Letters of the platform to those who pay for a region."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from billing.subscriptions.document import document_of
from billing.subscriptions.files import file_content, file_name
from billing.subscriptions.models import Invoice, Reminder, Term
from billing.subscriptions.models.payment import Level
from billing.subscriptions.models.plan import Every
from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Attachment, Letter
from kreislauf.money import format_euro

_TYPES = {"pdf": "application/pdf", "xml": "application/xml"}


class FilesMissing(Exception):
    """The invoice's files are not written yet; the outbox tries again."""


@letter("subscriptions.invoice", Invoice, title=_("Rechnung der Plattform"), related=("corrects",))
def invoice(invoice: Invoice) -> Letter:
    """With the PDF for people and the XRechnung for programs."""
    document = document_of(invoice.document)
    context = {
        "invoice": invoice,
        "corrects": document.corrects_number,
        "total": format_euro(document.gross_cents),
        "first": _day(document.begins_on),
        "last": _day(document.ends_on),
        "due": _day(document.due_on),
    }
    return Letter(
        template="subscriptions/mail/invoice",
        context=context,
        attachments=_files(invoice),
        reply_to=_reply_to(invoice),
    )


@letter("subscriptions.reminder", Reminder, title=_("Erinnerung an eine Rechnung"), related=("invoice__balance",))
def reminder(reminder: Reminder) -> Letter | None:
    """Nothing, where it was paid before the letter is sent."""
    invoice = reminder.invoice
    if invoice.balance.open_cents <= 0:
        return None
    context = {
        "reminder": reminder,
        "invoice": invoice,
        "seller": document_of(invoice.document).seller,
        "day": _day(invoice.issued_on),
        "due": _day(invoice.due_on),
        "pay_until": _day(reminder.due_on),
        "total": format_euro(invoice.balance.open_cents),
        "is_dunning": reminder.level > Level.REMINDER,
        "is_last": reminder.level == Level.SECOND,
    }
    return Letter(
        template="subscriptions/mail/reminder",
        context=context,
        attachments=_files(invoice),
        reply_to=_reply_to(invoice),
    )


@letter("subscriptions.changed", Term, title=_("Geänderter Preis"), related=("version__plan", "subscription"))
def changed(term: Term) -> Letter | None:
    """From when on it costs what. Nothing, where the subscription ends before."""
    ends_on = term.subscription.ends_on
    if ends_on is not None and ends_on < term.from_on:
        return None
    context = {
        "day": _day(term.from_on),
        "plan": term.version.plan.name,
        "price": format_euro(term.price_cents),
        "every_year": term.version.every_months == Every.YEAR,
    }
    return Letter(template="subscriptions/mail/changed", context=context, reply_to=settings.OPERATOR_EMAIL)


def _files(invoice: Invoice) -> list[Attachment]:
    found = []
    for kind, media_type in _TYPES.items():
        content = file_content(invoice, kind)
        if content is None:
            raise FilesMissing(invoice.number)
        found.append(Attachment(file_name(invoice, kind), content, media_type))
    return found


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _reply_to(invoice: Invoice) -> str:
    """Whom to ask about it: the contact that it names itself."""
    return str(invoice.document["seller"]["contact_email"])
