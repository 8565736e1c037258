"""One mail: a text and an HTML part from two templates, in the region's name, as it goes to the server."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email import policy
from email.charset import QP, Charset
from email.header import Header
from email.headerregistry import Address
from email.mime.image import MIMEImage
from email.utils import make_msgid, parseaddr
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template
from django.utils.module_loading import import_string

from kreislauf.calendars.entry import Entry
from kreislauf.calendars.write import calendar_text, method_of
from kreislauf.mail.address import normal_address
from kreislauf.mail.sender import Sender, sender
from kreislauf.mail.signature import Signature
from kreislauf.regions import RegionCard, current_region_or_none

REGION_HEADER = "X-Kreislauf-Region"
# Seven bits a byte: a server on the way that knows no others would write the text anew and break the signature.
SEVEN_BITS = Charset("utf-8")
SEVEN_BITS.body_encoding = QP


class Attachment(NamedTuple):
    """A file that goes along, for example the voucher as PDF."""

    name: str
    content: bytes
    kind: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What a mail says. ``<template>.txt`` begins with ``Betreff: …``; ``<template>.html`` stands beside it.

    ``pictures`` are JPEGs that travel along; the HTML part shows one as ``<img src="cid:its-name">``.
    ``unsubscribe`` is an address that takes the one-click POST of RFC 8058, ``list_id`` names what is unsubscribed.
    ``calendar`` are entries that mail programs offer to enter, or to strike out where all are cancelled.
    """

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    attachments: Sequence[Attachment] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    reply_to: str = ""
    unsubscribe: str = ""
    list_id: str = ""
    calendar: Sequence[Entry] = ()


def message_of(letter: Letter, *, to: str, key: str | None = None) -> EmailMultiAlternatives:
    """Render the letter for the region at work, or for the platform. Refuses with ``NotAnAddress``.

    ``key`` names the mail: sent again, it has the same Message-ID, and mailboxes show it once.
    """
    region = current_region_or_none()
    everything = {**mail_context(), **letter.context}
    subject, text = _text_part(letter.template, everything)
    address, by = normal_address(to), sender()
    answers = normal_address(letter.reply_to) if letter.reply_to else by.reply_to
    message = _Message(
        subject=subject,
        body=text,
        from_email=by.envelope,
        to=[address],
        reply_to=[answers] if answers else None,
        headers=_headers(letter)
        | {"From": _named(by, everything, region), "Message-ID": _message_id(key, region=region, to=address)},
    )
    message.encoding, message.signature = SEVEN_BITS, by.signature  # see Django's manual
    message.attach_alternative(get_template(f"{letter.template}.html").render(everything), "text/html")
    files = [*letter.attachments, *_calendar_parts(letter, message)]
    for name, jpeg in {**everything.get("inline_pictures", {}), **letter.pictures}.items():
        message.attach(_shown_inside(name, jpeg))
        message.mixed_subtype = "mixed" if files else "related"  # type: ignore[attr-defined]
    for name, content, kind in files:
        message.attach(one_line(name), content, kind)
    return message


def mail_context() -> dict[str, Any]:
    """Name, colours and footer of the sender: what ``MAIL_CONTEXT`` in settings returns for the current region."""
    path = getattr(settings, "MAIL_CONTEXT", "")
    return dict(import_string(path)()) if path else {}


class _Message(EmailMultiAlternatives):
    """Folds headers with umlauts itself, between the encoded words, counting the header's own name.

    Django leaves "Subject:" alone on its line where the first word is long, and some servers then break DKIM. Folding
    anew what Django wrote, Python's newer policies put blanks into long words. Everything else stays on one line.
    """

    signature: Signature | None = None

    def message(self) -> Any:  # type: ignore[override]
        written: Any = super().message()
        written.policy = policy.compat32.clone(max_line_length=None)
        name, address = parseaddr(self.extra_headers["From"])
        if not self.subject.isascii():
            written.replace_header("Subject", _encoded("Subject", str(self.subject)))
        if not name.isascii():
            written.replace_header("From", f"{_encoded('From', name)}\n <{address}>")
        if self.signature:
            # Over the lines as they go to the server; the parts keep the boundaries that this writes.
            header = self.signature.header(written.as_bytes(linesep="\r\n"))
            written["DKIM-Signature"] = "-"
            written.replace_header("DKIM-Signature", header)  # Django refuses to set one of several lines
        return written


def _encoded(header: str, text: str) -> str:
    return Header(text, "utf-8", maxlinelen=76, header_name=header).encode()  # RFC 2047, 2


def _calendar_parts(letter: Letter, message: EmailMultiAlternatives) -> Iterator[Attachment]:
    """The entries as a part of the mail, for programs that read it, and as a file, for all others."""
    if letter.calendar:
        method = method_of(letter.calendar)
        text = calendar_text(letter.calendar, method=method)
        message.attach_alternative(text.replace("\r\n", "\n"), f"text/calendar; method={method.value}")
        yield Attachment("termin.ics", text.encode(), "application/ics")


def _headers(letter: Letter) -> dict[str, str]:
    region = current_region_or_none()
    headers = {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",  # Exchange answers to anything else with its holiday notes
        REGION_HEADER: region.schema if region else "platform",
    }
    if letter.unsubscribe:
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if letter.list_id:
        headers["List-Id"] = f"<{letter.list_id}.{_host(region)}>"
    return headers


def _text_part(template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    # Plain text: a name like "Müller & Söhne" must not arrive as "&amp;".
    rendered = get_template(f"{template}.txt").template.render(Context({**context}, autoescape=False))  # type: ignore[attr-defined]
    # Up to the blank line, not to the line's end: a line break in a shop's name must not cut the subject.
    head, _, body = re.sub(r"\r\n?", "\n", rendered).strip().partition("\n\n")
    if not head.startswith("Betreff:"):
        raise ValueError(f"{template}.txt must begin with a line 'Betreff: …'.")
    body = re.sub(r"\n{3,}", "\n\n", body.strip())
    return one_line(head.removeprefix("Betreff:")), f"{body}\n"


def _shown_inside(name: str, jpeg: bytes) -> MIMEImage:
    part = MIMEImage(jpeg, "jpeg")
    part.add_header("Content-ID", f"<{name}>")
    part.add_header("Content-Disposition", "inline", filename=f"{name}.jpg")
    return part


def _named(by: Sender, context: Mapping[str, Any], region: RegionCard | None) -> str:
    """``"Kiel hilft Kiel" <no-reply@…>``: the region's name before the address, which SPF and DKIM allow."""
    name = context.get("sender_name") or (region.name if region else getattr(settings, "PLATFORM_NAME", ""))
    return str(Address(display_name=one_line(str(name)), addr_spec=by.address))


def _message_id(key: str | None, *, region: RegionCard | None, to: str) -> str:
    if key is None:
        return make_msgid(domain=_host(region))
    seed = f"{region.schema if region else 'platform'}\n{key}\n{to}"
    return f"<{hashlib.sha256(seed.encode()).hexdigest()[:32]}@{_host(region)}>"


def _host(region: RegionCard | None) -> str:
    return region.host if region else str(settings.PLATFORM_HOST)


def one_line(text: str) -> str:
    """No line breaks and no control characters: a header is one line, even with such a name in it."""
    return re.sub(r"[\s\x00-\x1f\x7f\u2028\u2029]+", " ", text).strip()
