"""What people do at the door, for tests in a region and at the operators' site."""

from __future__ import annotations

import re
from typing import Any

import pyotp
from django.test import Client
from django.utils import timezone

from tests.make import PASSWORD

DOOR = "/anmelden/"


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(DOOR, {"email": email, "password": password}, **more)


def code_now(secret: str, *, steps: int = 1) -> str:
    """The next one: the app has shown that of now when it was set up, and it is good once."""
    return pyotp.TOTP(secret).at(int(timezone.now().timestamp()) + 30 * steps)


def set_up_app(client: Client) -> tuple[str, list[str]]:
    """As somebody who has just given their password: the app's secret, and the codes on paper."""
    page = client.get("/konto/app/").content.decode()
    found = re.search(r'class="kl-code">([A-Z2-7 ]+)<', page)
    assert found is not None
    secret = found[1].replace(" ", "")
    assert client.post("/konto/app/", {"code": code_now(secret, steps=0)})["Location"] == "/konto/notfallcodes/"
    shown = client.get("/konto/notfallcodes/").content.decode()
    return secret, re.findall(r'class="kl-code">([A-Z0-9-]{14})<', shown)


def confirm(client: Client) -> None:
    """The password again, as before what somebody at an open screen must not do."""
    assert client.post("/konto/bestaetigung/", {"password": PASSWORD}).status_code == 302


def leave_open(client: Client) -> None:
    """The password was given long ago."""
    session = client.session
    session["confirmed_at"] = 0
    session.save()
