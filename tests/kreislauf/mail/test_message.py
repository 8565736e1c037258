"""One mail as it goes to the server."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.mail import EmailMultiAlternatives
from pytest_django import Settings

from kreislauf.calendars.entry import Entry
from kreislauf.mail.address import NotAnAddress
from kreislauf.mail.message import Attachment, Letter, message_of
from kreislauf.regions import stepping_into
from tests.kreislauf.conftest import DORTMUND, KIEL

TEMPLATES = {
    "hello.txt": "Betreff: Ihr Gutschein von {{ shop }}\n\nMoin {{ shop }}\n\n\n\n{{ claim }}\n",
    "hello.html": "<p>Moin {{ shop }}</p><p>{{ claim }}</p>",
    "bare.txt": "Moin",
    "bare.html": "<p>Moin</p>",
}


FOUNDERS = Entry(
    uid="termin-1@kiel.localhost",
    title="Gründertreff",
    starts=datetime(2026, 12, 3, 17, tzinfo=UTC),
    changed_at=datetime(2026, 11, 1, 9, tzinfo=UTC),
)


def site() -> dict[str, Any]:
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
    settings.MAIL_SENDER = ""
    settings.MAIL_CONTEXT = "tests.kreislauf.mail.test_message.site"


def hello(shop: str = "x", *, to: str = "ute@example.org", key: str | None = None, **letter: Any) -> EmailMessage:
    """The mail, as a mail program reads what went to the server."""
    return parsed(written(shop, to=to, key=key, **letter))


def written(shop: str = "x", *, to: str = "ute@example.org", key: str | None = None, **letter: Any) -> Any:
    context = {"shop": shop, **letter.pop("context", {})}
    return message_of(Letter(template="hello", context=context, **letter), to=to, key=key)


def parsed(message: EmailMultiAlternatives) -> EmailMessage:
    found = message_from_bytes(message.message().as_bytes(linesep="\r\n"), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def content(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_a_mail_goes_out_in_the_regions_name_as_text_and_html() -> None:
    with stepping_into(KIEL):
        message = hello(
            "Müller & Söhne",
            attachments=[Attachment("gutschein.pdf", b"%PDF", "application/pdf")],
            reply_to="laden@example.org",
        )

    assert {
        name: message[name]
        for name in ("Subject", "From", "To", "Reply-To", "Auto-Submitted", "X-Auto-Response-Suppress")
    } == {
        "Subject": "Ihr Gutschein von Müller & Söhne",
        "From": "Kiel hilft Kiel <no-reply@example.org>",
        "To": "ute@example.org",
        "Reply-To": "laden@example.org",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
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
    message = hello()

    assert (message["From"], message["X-Kreislauf-Region"]) == ("Kreislauf <no-reply@example.org>", "platform")


def test_the_branding_may_name_the_sender() -> None:
    with stepping_into(KIEL):
        message = hello(context={"sender_name": 'Kiel "hilft", Kiel'})

    assert message["From"] == '"Kiel \\"hilft\\", Kiel" <no-reply@example.org>'


def test_no_name_smuggles_in_a_header() -> None:
    evil = "Laden\r\nBcc: alle@example.org\n\u2028X-Evil: 1\x00"
    with stepping_into(KIEL):
        mail = written(
            evil,
            context={"sender_name": evil},
            attachments=[Attachment("a\r\nX-Evil: 1.pdf", b"x", "application/pdf")],
        )
    message = parsed(mail)

    assert (message["Bcc"], message["X-Evil"]) == (None, None)
    assert message["Subject"] == "Ihr Gutschein von Laden Bcc: alle@example.org X-Evil: 1"
    assert mail.recipients() == ["ute@example.org"]


@pytest.mark.parametrize(
    "address", ["", "ute", "a@example.org\nBcc: b@example.org", "a@example.org, b@example.org", "Ute <u@example.org>"]
)
def test_only_one_plain_address_is_written_to(address: str) -> None:
    with pytest.raises(NotAnAddress):
        hello(to=address)
    with pytest.raises(NotAnAddress):
        hello(reply_to=address or "x")


def test_a_repeated_mail_is_recognised_by_its_key_within_its_region() -> None:
    ids = []
    for region in (KIEL, KIEL, DORTMUND):
        with stepping_into(region):
            ids.append(hello(key="voucher-7")["Message-ID"])
    with stepping_into(KIEL):
        ids += [hello()["Message-ID"], hello()["Message-ID"]]

    first, repeated, elsewhere, plain, other = ids
    assert first == repeated
    assert len({first, elsewhere, plain, other}) == 4


LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen & Söhne „Zum Löwen“ in Fahrenkrug"


def test_no_header_begins_with_an_empty_line() -> None:
    with stepping_into(KIEL):
        raw = written(
            LONG,
            context={"sender_name": LONG},
            to=f"{'a' * 60}@{'b' * 60}.example",
            attachments=[Attachment("Gutschein für Jürgen.pdf", b"%PDF", "application/pdf")],
        )
    lines = raw.message().as_bytes(linesep="\r\n").split(b"\r\n")
    head = lines[: lines.index(b"")]

    assert [line for line in head if line.rstrip().endswith(b":")] == []
    assert [line for line in head if len(line) > 998 or b"\n" in line] == []
    assert [line for line in head if b"=?" in line and len(line) > 76] == []
    message = parsed(raw)
    assert message["Subject"] == f"Ihr Gutschein von {LONG}"
    # Python's own parser of addresses loses the rule about blanks between encoded words.
    assert str(make_header(decode_header(raw.message()["From"]))) == f"{LONG} <no-reply@example.org>"
    (file,) = message.iter_attachments()
    assert file.get_filename() == "Gutschein für Jürgen.pdf"


def test_a_digest_can_be_left_with_one_click() -> None:
    with stepping_into(KIEL):
        message = hello(unsubscribe="https://kiel.example/abmelden/abc/", list_id="anzeigen")

    assert {name: str(value) for name, value in message.items() if name.startswith("List-")} == {
        "List-Unsubscribe": "<https://kiel.example/abmelden/abc/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": "<anzeigen.kiel.localhost>",
    }


def test_a_date_comes_as_something_to_put_into_the_calendar() -> None:
    message = hello(calendar=[FOUNDERS])

    assert calendar_part(message).startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert {"SUMMARY:Gründertreff", "METHOD:PUBLISH"} <= set(calendar_part(message).splitlines())
    assert message.get_content_type() == "multipart/mixed"
    assert [part.get_filename() for part in message.iter_attachments()] == ["termin.ics"]


def test_the_file_that_comes_along_says_the_same_as_the_part() -> None:
    message = hello(calendar=[FOUNDERS])

    (file,) = message.iter_attachments()
    assert (file.get_content_type(), file.get_content().decode()) == ("application/ics", calendar_part(message))


def test_a_cancelled_date_is_struck_out_of_the_calendar() -> None:
    message = hello(calendar=[replace(FOUNDERS, cancelled=True, sequence=1)])

    text = calendar_part(message, method="CANCEL")
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1"} <= set(text.splitlines())


def test_calendars_strike_out_what_its_sender_sent() -> None:
    with stepping_into(KIEL):
        text = calendar_part(hello(calendar=[FOUNDERS]))

    assert 'ORGANIZER;CN="Kiel hilft Kiel":mailto:no-reply@example.org' in text.splitlines()


def calendar_part(message: EmailMessage, *, method: str = "PUBLISH") -> str:
    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert part["Content-Type"].params["method"] == method
    return str(part.get_content())


def test_what_people_typed_never_stops_a_mail() -> None:
    for typed in ("Kaffee url(//oben)", "<img src=https://elsewhere.example/x.png>", 'x" style="background:url(//x)'):
        assert typed in content(hello(typed), "plain")


def test_no_mail_fetches_a_picture_from_anywhere() -> None:
    """Looked at in the templates: what people typed is escaped, and is none of our markup."""
    root = Path(django_settings.PACKAGE).parent.parent
    found = [
        file
        for room in ("platform", "tenants", "billing", "marketplace")
        for file in root.joinpath(room).rglob("*.html")
    ]
    mails = [file for file in found if "mail" in file.parent.parts[-1:] and "node_modules" not in file.parts]
    assert len(mails) > 15
    for file in mails:
        assert [place for place in _places(file.read_text()) if not place.startswith("cid:")] == [], file


def _places(html: str) -> list[str]:
    """Where the markup would fetch something from."""
    return [first or second for first, second in PLACES.findall(html)]


PLACES = re.compile(r"""(?:\bsrc|\bsrcset|\bbackground|\bposter)\s*=\s*["']?([^"'\s>]*)|url\(\s*["']?([^"')]*)""")


def test_a_template_without_a_subject_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="Betreff"):
        message_of(Letter(template="bare"), to="ute@example.org")
