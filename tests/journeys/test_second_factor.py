"""A second factor in a real browser: a passkey by Chromium's made-up authenticator; an app also without JavaScript."""

from __future__ import annotations

import re
import time

import pyotp
import pytest

from tests.journeys.conftest import Visit
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser


def test_a_passkey_is_made_used_and_removed(visit: Visit) -> None:
    editor = visit("kiel")
    hold_a_phone(editor)
    editor.sign_in("Redaktion")
    editor.go("/konto/")
    editor.look("account")
    editor.follow("Einrichten")
    editor.look("second-factor")
    editor.press("Passkey anlegen")
    editor.reads("Notfallcodes")
    editor.look("second-factor-codes")
    editor.press("Ich habe sie gespeichert")

    editor.press("Abmelden")
    editor.go("/anmelden/?next=/verwaltung/protokoll/")
    editor.press("Mit Passkey anmelden")
    assert editor.page.url.endswith("/verwaltung/protokoll/")

    editor.press("Abmelden")
    editor.sign_in("Redaktion")
    assert editor.heading == "Noch ein Schritt"
    editor.look("second-step")
    editor.press("Mit Passkey bestätigen")
    assert editor.page.url.endswith("/verwaltung/")

    editor.go("/konto/zweiter-faktor/")
    editor.follow("Entfernen")
    editor.look("second-factor-removal")
    editor.press("Entfernen")
    editor.reads("Entfernt.")


def test_an_app_and_a_code_on_paper_work_without_scripts(visit: Visit) -> None:
    owner = visit("kiel", "phone", scripts=False)
    owner.sign_in("Betrieb")
    owner.go("/konto/app/")
    secret = owner.page.locator("main .kl-code").inner_text().replace(" ", "")
    owner.type(code=code_of(secret))
    owner.press("App übernehmen")
    paper = owner.page.locator("main li.kl-code").first.inner_text()
    owner.press("Ich habe sie gespeichert")

    for code in (code_of(secret, steps=1), paper):
        owner.context.clear_cookies()
        owner.sign_in("Betrieb")
        owner.type(code=code)
        owner.press("Anmelden")
        assert "/betrieb/" in owner.page.url, owner.text

    owner.go("/konto/app/entfernung/")
    owner.press("Entfernen")
    owner.reads("Entfernt.")


def hold_a_phone(visitor: Visitor) -> None:
    """From now on there is an authenticator that says yes to everything."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    consent = {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device | consent})


def code_of(secret: str, *, steps: int = 0) -> str:
    assert re.fullmatch(r"[A-Z2-7]{32}", secret)
    return pyotp.TOTP(secret).at(int(time.time()) + 30 * steps)
