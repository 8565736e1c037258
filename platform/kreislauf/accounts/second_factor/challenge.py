"""The challenge of a passkey: bound to this host and purpose, and good for one answer within five minutes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port
from fido2.server import Fido2Server
from fido2.webauthn import PublicKeyCredentialRpEntity

from kreislauf.accounts.limits import count_try
from kreislauf.accounts.realm import current_realm

KEY = "passkey_challenge"
SECONDS = 300


class BadPasskey(Exception):
    """The answer is not of this challenge, site, person or key."""


@contextmanager
def nonsense_refused() -> Iterator[None]:
    """Around the library's work on what a stranger has sent: however it fails at that, it is ``BadPasskey``."""
    try:
        yield
    except Exception as problem:
        raise BadPasskey from problem


def server_of(request: HttpRequest) -> Fido2Server:
    origin = f"{settings.PUBLIC_SCHEME}://{request.get_host()}"
    site = PublicKeyCredentialRpEntity(id=host_of(request), name=current_realm().name)
    return Fido2Server(site, verify_origin=lambda given: given == origin)


def remember_challenge(request: HttpRequest, purpose: str, options: Any, state: Any) -> dict[str, Any]:
    request.session[KEY] = [purpose, dict(state), int(time.time())]
    return dict(options)


def take_challenge(request: HttpRequest, purpose: str) -> Any:
    """The state that belongs to the answer. Refuses with ``BadPasskey`` if there is none, or it was used before."""
    asked_for, state, since = request.session.pop(KEY, ["", {}, 0])
    if asked_for != purpose or time.time() - since > SECONDS:
        raise BadPasskey
    # Two requests at the same moment read the same session.
    if count_try(f"challenge {state['challenge']}", SECONDS) > 1:
        raise BadPasskey
    return state


def host_of(request: HttpRequest) -> str:
    """A passkey works at the host on which it was made, and at no other of the same region."""
    return split_domain_port(request.get_host())[0].rstrip(".")
