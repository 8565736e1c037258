"""Mails to people: a text and an HTML part from two templates, sent in the region's name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from email.headerregistry import Address
from email.mime.image import MIMEImage
from email.utils import make_msgid, parseaddr
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template import Context
from django.template.loader import get_template
from django.utils.module_loading import import_string

from kreislauf.regions import RegionCard, current_region_or_none

_REMOTE = re.compile(r"<img[^>]+src=[\"']?\s*(?:https?:)?//|url\(\s*[\"']?(?:https?:)?//", re.IGNORECASE)
REGION_HEADER = "X-Kreislauf-Region"


class NotAnAddress(ValueError):
    """The recipient or the reply address is not one plain e-mail address."""


class RemotePicture(ValueError):
    """The HTML part would fetch a picture from somewhere, and tell who reads the mail and when."""


class Attachment(NamedTuple):
    """A file that goes along, for example the voucher as PDF."""

    name: str
    content: bytes
    kind: str


def send(
    *,
    template: str,
    to: str,
    context: Mapping[str, Any] | None = None,
    attachments: Sequence[Attachment] = (),
    pictures: Mapping[str, bytes] | None = None,
    reply_to: str | None = None,
    key: str | None = None,
) -> None:
    """Render ``<template>.txt`` (first line ``Betreff: …``) and ``<template>.html`` and send them.

    ``key`` names the occasion: a repeated mail gets the same Message-ID, and mailboxes show it once.
    ``pictures`` are JPEGs that travel along; the HTML part shows one as ``<img src="cid:its-name">``.
    Refuses with NotAnAddress; a failing server raises, so that the calling task tries again.
    """
    region = current_region_or_none()
    host = region.host if region else settings.PLATFORM_HOST
    everything = {**mail_context(), **(context or {})}
    subject, text = _text_part(template, everything)
    message = EmailMultiAlternatives(
        subject=subject,
        body=text,
        from_email=_sender(everything, region),
        to=[_address(to)],
        reply_to=[_address(reply_to)] if reply_to else None,
        headers={
            "Message-ID": _message_id(key, host=host, region=region, to=to),
            "Auto-Submitted": "auto-generated",
            REGION_HEADER: region.schema if region else "platform",
        },
    )
    message.attach_alternative(_html_part(template, everything), "text/html")
    for name, jpeg in (pictures or {}).items():
        message.attach(_shown_inside(name, jpeg))
        message.mixed_subtype = "mixed" if attachments else "related"  # type: ignore[attr-defined]
    for name, content, kind in attachments:
        message.attach(_one_line(name), content, kind)
    message.send()


def mail_context() -> dict[str, Any]:
    """The sender's face for the templates: what ``MAIL_CONTEXT`` in settings returns for the current region."""
    path = getattr(settings, "MAIL_CONTEXT", "")
    return dict(import_string(path)()) if path else {}


def _text_part(template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    # Plain text: a name like "Müller & Söhne" must not arrive as "&amp;".
    rendered = get_template(f"{template}.txt").template.render(Context({**context}, autoescape=False))  # type: ignore[attr-defined]
    # Up to the blank line, not to the line's end: a line break in a shop's name must not cut the subject.
    head, _, body = re.sub(r"\r\n?", "\n", rendered).strip().partition("\n\n")
    if not head.startswith("Betreff:"):
        raise ValueError(f"{template}.txt must begin with a line 'Betreff: …'.")
    body = re.sub(r"\n{3,}", "\n\n", body.strip())
    return _one_line(head.removeprefix("Betreff:")), f"{body}\n"


def _html_part(template: str, context: Mapping[str, Any]) -> str:
    html = get_template(f"{template}.html").render({**context})
    if _REMOTE.search(html):
        raise RemotePicture(f"{template}.html")
    return html


def _shown_inside(name: str, jpeg: bytes) -> MIMEImage:
    part = MIMEImage(jpeg, "jpeg")
    part.add_header("Content-ID", f"<{name}>")
    part.add_header("Content-Disposition", "inline", filename=f"{name}.jpg")
    return part


def _sender(context: Mapping[str, Any], region: RegionCard | None) -> str:
    """``"Kiel hilft Kiel" <no-reply@…>``: the region's name on the platform's address, which SPF and DKIM allow."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    name = context.get("sender_name") or (region.name if region else getattr(settings, "PLATFORM_NAME", ""))
    return str(Address(display_name=_one_line(str(name)), addr_spec=address))


def _address(text: str) -> str:
    plain = text.strip()
    try:
        validate_email(plain)
    except ValidationError:
        raise NotAnAddress("This is not one plain e-mail address.") from None
    return plain


def _message_id(key: str | None, *, host: str, region: RegionCard | None, to: str) -> str:
    if key is None:
        return make_msgid(domain=host)
    seed = f"{region.schema if region else 'platform'}\n{key}\n{to}"
    return f"<{hashlib.sha256(seed.encode()).hexdigest()[:32]}@{host}>"


def _one_line(text: str) -> str:
    """No line breaks and no control characters: a header is one line, whatever somebody called their shop."""
    return re.sub(r"[\s\x00-\x1f\x7f\u2028\u2029]+", " ", text).strip()
