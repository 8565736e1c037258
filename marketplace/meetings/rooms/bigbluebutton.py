"""A small client of BigBlueButton: make a room, and the address by which one person enters it.

Each call is signed with SHA-256 over its name, its query and the server's secret
(docs.bigbluebutton.org/development/api).
"""

from __future__ import annotations

import hashlib
from functools import cache
from urllib.parse import urlencode
from xml.etree import ElementTree

import httpx
from django.conf import settings

TIMEOUT = httpx.Timeout(8.0, connect=3.0)
MOST_BYTES = 100_000


class Unavailable(Exception):
    """The server does not answer, or refuses; the text says how, and holds no address."""


def create(**parameters: str) -> None:
    """Make a room unless it is there: the same parameters may be sent any number of times. Refuses: ``Unavailable``."""
    try:
        with _client().stream("GET", address("create", **parameters)) as answer:
            content = b""
            for piece in answer.iter_bytes():
                content += piece
                if len(content) > MOST_BYTES:
                    raise Unavailable("too long an answer")
            if answer.status_code != 200:
                raise Unavailable(f"answered {answer.status_code}")
    except httpx.HTTPError as error:
        raise Unavailable(type(error).__name__) from None  # its text holds the signed address
    _check(content)


def address(call: str, **parameters: str) -> str:
    """The signed address of a call, such as ``join``. Who has it can use it, so it goes to one person only."""
    query = urlencode(parameters)
    signature = hashlib.sha256(f"{call}{query}{settings.BIGBLUEBUTTON_SECRET}".encode()).hexdigest()
    return f"{settings.BIGBLUEBUTTON_URL}/api/{call}?{query}&checksum={signature}"


def _check(content: bytes) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:  # no answer needs one, and entities can fill the memory
        raise Unavailable("no answer of BigBlueButton")
    try:
        answer = ElementTree.fromstring(content)  # noqa: S314 - without entities, see above
    except ElementTree.ParseError:
        raise Unavailable("no XML") from None
    if answer.findtext("returncode") != "SUCCESS":
        raise Unavailable((answer.findtext("messageKey") or "refused")[:80])


@cache
def _client() -> httpx.Client:
    agent = f"Kreislauf ({settings.PLATFORM_HOST})"
    return httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False, headers={"User-Agent": agent})
