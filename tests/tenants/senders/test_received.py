"""What a mailbox gets from a region with a sender of its own: read from a real mail server, verified byte by byte."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import dkim
import pytest
from django.utils import timezone
from pytest_django import Settings

from kreislauf.mail.deliver import sweep
from kreislauf.mail.message import Letter, message_of
from kreislauf.regions import RegionCard, stepping_into
from tenants.senders.models import OwnSender
from tests.kreislauf.mail.occasions import in_the_region
from tests.smtp_server import SmtpServer
from tests.tenants.domains.fake_dns import FakeDns
from tests.tenants.senders.addresses import ADDRESS, DOMAIN, checked, confirmed, live

pytestmark = pytest.mark.django_db
PLATFORM = "no-reply@localhost"


def sent(region: RegionCard | None, server: SmtpServer, **letter: Any) -> tuple[str, bytes, Any]:
    """The envelope's sender, the bytes that arrived, and the mail."""
    with stepping_into(region):
        message = message_of(
            Letter(template="senders/mail/code", context={"code": "Grüße „§“"}, **letter), to="ute@example.org"
        )
        message.send()
    by, raw = server.raw[-1]
    return by, raw, message_from_bytes(raw, policy=policy.default)


def verified(raw: bytes, dns: FakeDns) -> bool:
    """As a mailbox does, with the key that stands in the zone."""

    def txt(name: bytes, timeout: int = 5) -> bytes | None:
        found = dns.zone.get(("TXT", name.decode().rstrip(".")))
        return found[0].replace('" "', "").strip('"').encode() if found else None

    return bool(dkim.verify(raw, dnsfunc=txt))


def test_a_mail_comes_from_the_region_and_its_signature_holds(
    kiel: RegionCard, zone: FakeDns, server: SmtpServer
) -> None:
    live(kiel, zone)

    by, raw, message = sent(kiel, server)

    assert (by, message["From"].addresses[0].addr_spec, message["Reply-To"]) == (ADDRESS, ADDRESS, None)
    assert "Grüße „§“" in message.get_body(("plain",)).get_content()
    assert verified(raw, zone)
    signature = dict(part.strip().split("=", 1) for part in message["DKIM-Signature"].split(";"))
    assert (signature["d"], signature["a"]) == (DOMAIN, "rsa-sha256")


def test_pdfs_entries_for_calendars_and_ways_to_unsubscribe_are_signed_as_well(
    kiel: RegionCard, zone: FakeDns, server: SmtpServer
) -> None:
    with stepping_into(kiel):
        occasions = in_the_region(kiel)
        with stepping_into(None):
            OwnSender.objects.all().delete()  # one of the occasions is about a sender
            live(kiel, zone)
        for kind in ("vouchers.vouchers", "meetings.cancelled", "watch.digest"):
            occasions[kind]("ute@example.org")
        assert sweep(at=timezone.now() + timedelta(minutes=1)) == 3

    assert [(by, verified(raw, zone)) for by, raw in server.raw] == [(ADDRESS, True)] * 3
    together = b"".join(raw for _by, raw in server.raw)
    assert [kind in together for kind in (b"application/pdf", b"text/calendar", b"List-Unsubscribe: ")] == [True] * 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Subject: ", b"Subject: Gewonnen "),
        (b"To: ute@", b"To: jan@"),
        (b"Liste/", b"Boese/"),
        (b"=One-Click", b"=Two-Click"),
        (b"From: ", b"From: boese@example.org\r\nFrom: "),
        (b"\r\n\r\n", b"\r\nList-Unsubscribe: <https://boese.example/>\r\n\r\n"),
        (b"\r\n\r\n", b"\r\nReply-To: boese@example.org\r\n\r\n"),
        (b"Guten Tag", b"Guten Abend"),
    ],
)
def test_whatever_is_changed_or_added_on_the_way_breaks_it(
    kiel: RegionCard, zone: FakeDns, server: SmtpServer, old: bytes, new: bytes
) -> None:
    live(kiel, zone)
    _by, raw, _message = sent(kiel, server, unsubscribe="https://kiel.example/Liste/", list_id="suchen")
    assert verified(raw, zone)
    assert old in raw

    assert not verified(raw.replace(old, new, 1), zone)


def test_a_mail_survives_servers_that_know_seven_bits_only(kiel: RegionCard, zone: FakeDns, server: SmtpServer) -> None:
    live(kiel, zone)

    _by, raw, _message = sent(kiel, server)

    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) < 998


def test_without_spf_servers_write_back_to_the_platform(kiel: RegionCard, zone: FakeDns, server: SmtpServer) -> None:
    own = live(kiel, zone)
    zone.zone["TXT", DOMAIN] = ['"v=spf1 mx -all"']
    checked(own)

    by, raw, message = sent(kiel, server)

    assert (by, message["From"].addresses[0].addr_spec, verified(raw, zone)) == (PLATFORM, ADDRESS, True)


def test_while_the_dns_is_wrong_the_platform_sends_and_the_region_gets_the_answers(
    kiel: RegionCard, zone: FakeDns, server: SmtpServer
) -> None:
    own = live(kiel, zone)
    entry = zone.zone.pop(("TXT", own.keys.get().name))
    checked(own)

    by, _raw, message = sent(kiel, server)
    assert (by, message["From"].addresses[0].addr_spec, message["Reply-To"]) == (PLATFORM, PLATFORM, ADDRESS)
    assert message["From"].addresses[0].display_name == "Landeshauptstadt Kiel"
    assert message["DKIM-Signature"] is None

    zone.zone["TXT", own.keys.get().name] = entry
    checked(own)
    by, raw, message = sent(kiel, server)
    assert (by, message["Reply-To"], verified(raw, zone)) == (ADDRESS, None, True)


def test_a_letter_s_own_reply_address_goes_first(kiel: RegionCard, zone: FakeDns, server: SmtpServer) -> None:
    confirmed(kiel)

    _by, _raw, message = sent(kiel, server, reply_to="laden@example.org")

    assert message["Reply-To"] == "laden@example.org"


def test_neighbours_and_the_platform_send_as_before(
    kiel: RegionCard, dortmund: RegionCard, zone: FakeDns, server: SmtpServer
) -> None:
    live(kiel, zone)

    for place in (dortmund, None):
        with stepping_into(place):
            by, _raw, message = sent_bare(server)
        assert (by, message["From"].addresses[0].addr_spec, message["DKIM-Signature"]) == (PLATFORM, PLATFORM, None)


def sent_bare(server: SmtpServer) -> tuple[str, bytes, Any]:
    message = message_of(Letter(template="fleet/mail/failures", context={"run": None}), to="ute@example.org")
    message.send()
    by, raw = server.raw[-1]
    return by, raw, message_from_bytes(raw, policy=policy.default)


def test_another_secret_key_makes_no_mail_wait(
    kiel: RegionCard, zone: FakeDns, server: SmtpServer, settings: Settings
) -> None:
    live(kiel, zone)
    settings.SECRET_KEY = "ein-anderer"

    by, _raw, message = sent(kiel, server)

    assert (by, message["Reply-To"], message["DKIM-Signature"]) == (PLATFORM, ADDRESS, None)
    own = checked(OwnSender.objects.get())
    assert (own.dkim, own.sends_since) == ("unreadable", None)
