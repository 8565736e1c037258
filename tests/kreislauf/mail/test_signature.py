"""The platform's own mail is signed if its operator gave it a key."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from runpy import run_path

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from kreislauf import settings_mail
from kreislauf.mail.message import Letter, message_of
from kreislauf.mail.signature import NotAKey, rsa_key

KEY = rsa.generate_private_key(public_exponent=65537, key_size=1024)
FORMATS = [PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL]  # `openssl genrsa` of today, and of yesterday
TEMPLATES = {"hello.txt": "Betreff: Grüße\n\nMoin\n", "hello.html": "<p>Moin</p>"}


def pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey = KEY, form: PrivateFormat = FORMATS[0]) -> str:
    return key.private_bytes(Encoding.PEM, form, NoEncryption()).decode()


@pytest.fixture
def platform(settings: Settings) -> Settings:
    loaders = [("django.template.loaders.locmem.Loader", TEMPLATES)]
    settings.TEMPLATES = [
        {"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": loaders}}
    ]
    settings.MAIL_SENDER = settings.MAIL_CONTEXT = ""
    settings.DEFAULT_FROM_EMAIL = "no-reply@plattform.example"
    settings.DKIM_SELECTOR = "2026"
    return settings


def written() -> bytes:
    message = message_of(Letter(template="hello", unsubscribe="https://plattform.example/ab/"), to="ute@example.org")
    return message.message().as_bytes(linesep="\r\n")


@pytest.mark.parametrize("form", FORMATS)
def test_a_key_of_any_openssl_signs(platform: Settings, form: PrivateFormat) -> None:
    platform.DKIM_KEY = pem(form=form)
    public = KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    zone = {b"2026._domainkey.plattform.example.": b"v=DKIM1; p=" + b64encode(public)}

    raw = written()

    assert dkim.verify(raw, dnsfunc=lambda name, timeout=5: zone.get(name))
    assert not dkim.verify(raw.replace(b"/ab/", b"/an/"), dnsfunc=lambda name, timeout=5: zone.get(name))


def test_without_a_key_nothing_is_signed(platform: Settings) -> None:
    platform.DKIM_KEY = ""

    assert b"DKIM-Signature" not in written()


@pytest.mark.parametrize("text", ["", "kein Schlüssel", pem(ec.generate_private_key(ec.SECP256R1()))])
def test_what_cannot_sign_is_no_key(text: str) -> None:
    with pytest.raises(NotAKey):
        rsa_key(text)


def test_a_key_is_never_shown(platform: Settings) -> None:
    platform.DKIM_KEY = pem()
    message = message_of(Letter(template="hello"), to="ute@example.org")

    assert "PRIVATE" not in repr(message.signature)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"DKIM_KEY_FILE": "{folder}/key.pem"}, "Set the environment variable DKIM_SELECTOR."),
        ({"DKIM_KEY": "kaputt", "DKIM_SELECTOR": "2026"}, "DKIM_KEY: This is no private key in PEM."),
    ],
)
def test_a_half_setting_stops_the_start_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, values: dict[str, str], words: str
) -> None:
    (tmp_path / "key.pem").write_text(pem())
    for name, value in values.items():
        monkeypatch.setenv(name, value.format(folder=tmp_path))

    with pytest.raises(ImproperlyConfigured, match=words):
        run_path(settings_mail.__file__)


def test_a_key_from_a_file_and_the_name_that_spf_includes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key.pem").write_text(pem())
    monkeypatch.setenv("DKIM_KEY_FILE", str(tmp_path / "key.pem"))
    monkeypatch.setenv("DKIM_SELECTOR", "2026")
    monkeypatch.setenv("PLATFORM_SENDER", "Kreislauf <no-reply@Post.Plattform.example>")

    found = run_path(settings_mail.__file__)

    assert (found["DKIM_KEY"], found["SPF_HOST"]) == (pem().strip(), "post.plattform.example")
