"""What the letters about somebody's account say."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kreislauf.accounts.addresses import (
    NEW_ADDRESS_VALID,
    SIGN_IN_VALID,
    new_address_link,
    reset_address,
    sign_in_link,
)
from kreislauf.accounts.realm import Person, current_realm
from kreislauf.accounts.signing_in.browser import device_in_words
from kreislauf.mail.message import Letter

TEMPLATE = "accounts/mail/account"


def new_device(person: Person, *, browser: str, at: str) -> Letter:
    moment = date_format(timezone.localtime(datetime.fromisoformat(at)), "d.m.Y, H:i")
    text = _("mit Ihrem Zugang hat sich gerade jemand auf einem Gerät angemeldet, das wir noch nicht kannten:")
    return _letter(
        _("Neue Anmeldung"),
        [
            text,
            _("%(device)s, am %(when)s Uhr.") % {"device": device_in_words(browser), "when": moment},
            _("Waren Sie das? Dann brauchen Sie nichts zu tun."),
            _("Waren Sie es nicht? Legen Sie gleich ein neues Passwort fest; das beendet alle anderen Anmeldungen."),
        ],
        url=current_realm().link("accounts:forgotten"),
        button=_("Neues Passwort festlegen"),
    )


def sign_in(person: Person, *, at: str) -> Letter | None:
    asked_at = datetime.fromisoformat(at)
    if not person.is_active or timezone.now() > asked_at + SIGN_IN_VALID:
        return None
    return _letter(
        _("Ihr Link zum Anmelden"),
        [
            _(
                "für Ihren Zugang wurde sehr oft ein falsches Passwort versucht. Deshalb fragen wir auf neuen "
                "Geräten nach:"
            ),
            _("Mit diesem Link melden Sie sich an. Er gilt eine halbe Stunde und einmal."),
            _("Waren Sie das nicht? Dann kennt jemand Ihr Passwort. Legen Sie bitte ein neues fest."),
        ],
        url=sign_in_link(person, at=asked_at),
        button=_("Anmelden"),
    )


def new_address(person: Person, *, old: str, new: str, at: str) -> Letter | None:
    """Not written once the request is old: sent again, it must not move the account to an address typed wrongly."""
    asked_at = datetime.fromisoformat(at)
    if not person.is_active or person.email != old or timezone.now() > asked_at + NEW_ADDRESS_VALID:
        return None
    return _letter(
        _("Bitte bestätigen Sie Ihre neue E-Mail-Adresse"),
        [
            _("jemand, vermutlich Sie, möchte sich künftig mit dieser Adresse anmelden."),
            _("Der Link gilt einen Tag. Waren Sie das nicht? Dann brauchen Sie nichts zu tun."),
        ],
        url=new_address_link(person, new, at=asked_at),
        button=_("Adresse bestätigen"),
    )


def old_address(person: Person) -> Letter:
    return _letter(
        _("Ihre E-Mail-Adresse wurde geändert"),
        [
            _("Sie melden sich ab jetzt mit einer anderen E-Mail-Adresse an. An diese hier schreiben wir nicht mehr."),
            _("Waren Sie das nicht? Dann sagen Sie bitte gleich denen Bescheid, die Ihren Zugang eingerichtet haben."),
        ],
    )


def factor_reset(person: Person, *, by: str) -> Letter:
    return _letter(
        _("Ihr zweiter Faktor wurde zurückgesetzt"),
        [
            _("%(name)s hat Ihren zweiten Faktor gelöscht. Zum Anmelden genügt jetzt Ihr Passwort.") % {"name": by},
            _("Richten Sie bitte bald wieder einen ein: unter „Mein Konto“."),
        ],
        url=current_realm().link("accounts:account"),
        button=_("Mein Konto"),
    )


def reset(address: str) -> Letter | None:
    """Queued for every address that is typed, so that the page does not reveal who has an account."""
    person = current_realm().find(address)
    if person is None or not person.is_active:
        return None
    return Letter(template="accounts/mail/reset", context={"person": person, "address": reset_address(person)})


def _letter(heading: str, paragraphs: list[str], *, url: str = "", button: str = "") -> Letter:
    context = {"heading": heading, "paragraphs": paragraphs, "button_url": url, "button_text": button}
    return Letter(template=TEMPLATE, context=context)
