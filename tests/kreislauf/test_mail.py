from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail
from pytest_django import Settings

from kreislauf.mail import Attachment, NotAnAddress, RemotePicture, send
from kreislauf.regions import stepping_into
from tests.kreislauf.conftest import DORTMUND, KIEL

TEMPLATES = {
    "hello.txt": "Betreff: Ihr Gutschein von {{ shop }}\n\nMoin {{ shop }}\n\n\n\n{{ claim }}\n",
    "hello.html": "<p>Moin {{ shop }}</p><p>{{ claim }}</p>",
    "spy.txt": "Betreff: x\n\nx",
    "spy.html": '<img src="https://elsewhere.example/pixel.png">',
    "bare.txt": "Moin",
    "bare.html": "<p>Moin</p>",
}


def face() -> dict[str, Any]:
    """Stands in for the region's branding."""
    return {"claim": "Was Kiel stark macht"}


@pytest.fixture(autouse=True)
def templates(settings: Settings) -> None:
    loaders = [("django.template.loaders.locmem.Loader", TEMPLATES)]
    settings.TEMPLATES = [
        {"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": loaders}}
    ]
    settings.DEFAULT_FROM_EMAIL = "no-reply@example.org"
    settings.PLATFORM_NAME = "Kreislauf"
    settings.MAIL_CONTEXT = "tests.kreislauf.test_mail.face"


def sent() -> EmailMessage:
    """The one mail that went out, as a mail program reads it."""
    (message,) = mail.outbox
    parsed = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def content(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_a_mail_goes_out_in_the_regions_name_as_text_and_html() -> None:
    with stepping_into(KIEL):
        send(
            template="hello",
            to="ute@example.org",
            context={"shop": "Müller & Söhne"},
            attachments=[Attachment("gutschein.pdf", b"%PDF", "application/pdf")],
            reply_to="laden@example.org",
        )

    message = sent()
    assert {name: message[name] for name in ("Subject", "From", "To", "Reply-To", "Auto-Submitted")} == {
        "Subject": "Ihr Gutschein von Müller & Söhne",
        "From": "Kiel hilft Kiel <no-reply@example.org>",
        "To": "ute@example.org",
        "Reply-To": "laden@example.org",
        "Auto-Submitted": "auto-generated",
    }
    assert message["X-Kreislauf-Region"] == "r_kiel"
    assert message["Message-ID"].endswith("@kiel.localhost>")
    assert [name for name in message if name.startswith("List-")] == []
    assert content(message, "plain") == "Moin Müller & Söhne\n\nWas Kiel stark macht\n"
    assert content(message, "html").strip() == "<p>Moin Müller &amp; Söhne</p><p>Was Kiel stark macht</p>"
    (file,) = message.iter_attachments()
    assert (file.get_filename(), file.get_content_type(), file.get_payload(decode=True)) == (
        "gutschein.pdf",
        "application/pdf",
        b"%PDF",
    )


def test_the_platform_has_its_own_name() -> None:
    send(template="hello", to="ute@example.org", context={"shop": "x"})

    assert (sent()["From"], sent()["X-Kreislauf-Region"]) == ("Kreislauf <no-reply@example.org>", "platform")


def test_the_branding_may_name_the_sender() -> None:
    with stepping_into(KIEL):
        send(template="hello", to="ute@example.org", context={"shop": "x", "sender_name": 'Kiel "hilft", Kiel'})

    assert sent()["From"] == '"Kiel \\"hilft\\", Kiel" <no-reply@example.org>'


def test_no_name_smuggles_in_a_header() -> None:
    evil = "Laden\r\nBcc: alle@example.org\n\u2028X-Evil: 1\x00"
    with stepping_into(KIEL):
        send(
            template="hello",
            to="ute@example.org",
            context={"shop": evil, "sender_name": evil},
            attachments=[Attachment("a\r\nX-Evil: 1.pdf", b"x", "application/pdf")],
        )

    message = sent()
    assert (message["Bcc"], message["X-Evil"]) == (None, None)
    assert message["Subject"] == "Ihr Gutschein von Laden Bcc: alle@example.org X-Evil: 1"
    assert mail.outbox[0].recipients() == ["ute@example.org"]


@pytest.mark.parametrize(
    "address", ["", "ute", "a@example.org\nBcc: b@example.org", "a@example.org, b@example.org", "Ute <u@example.org>"]
)
def test_only_one_plain_address_is_written_to(address: str) -> None:
    with pytest.raises(NotAnAddress):
        send(template="hello", to=address, context={"shop": "x"})
    with pytest.raises(NotAnAddress):
        send(template="hello", to="ute@example.org", reply_to=address or "x", context={"shop": "x"})

    assert mail.outbox == []


def test_a_repeated_mail_is_recognised_by_its_key_within_its_region() -> None:
    for region in (KIEL, KIEL, DORTMUND):
        with stepping_into(region):
            send(template="hello", to="ute@example.org", context={"shop": "x"}, key="voucher-7")
    with stepping_into(KIEL):
        send(template="hello", to="ute@example.org", context={"shop": "x"})
        send(template="hello", to="ute@example.org", context={"shop": "x"})

    first, repeated, elsewhere, plain, other = [m.extra_headers["Message-ID"] for m in mail.outbox]
    assert first == repeated
    assert len({first, elsewhere, plain, other}) == 4


def test_no_mail_fetches_a_picture_from_anywhere() -> None:
    with pytest.raises(RemotePicture):
        send(template="spy", to="ute@example.org")


def test_a_template_without_a_subject_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="Betreff"):
        send(template="bare", to="ute@example.org")
