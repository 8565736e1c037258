"""What a stored mail holds: its texts, attachments and pictures."""

from __future__ import annotations

import base64
from email.message import EmailMessage


def content_of(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    return "" if body is None else str(body.get_content())


def bytes_of(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def as_data_address(message: EmailMessage, name: str) -> str:
    """A picture that travels in the mail, as an address that the frame's policy allows."""
    part = next((part for part in message.walk() if part.get("Content-ID") == f"<{name}>"), None)
    if part is None:
        return "data:,"
    content = part.get_content()
    return f"data:{part.get_content_type()};base64,{base64.b64encode(content).decode()}"
