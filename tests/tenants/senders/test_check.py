"""The entries in the DNS: seen, mistyped, lost, silent – asked of a real nameserver that says what it is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from kreislauf.accounts.models import Role
from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard, stepping_into
from tenants.logbook.models import LogEntry
from tenants.models import Region, Status
from tenants.senders import check as checking
from tenants.senders.close import close
from tenants.senders.keys import AnotherWaits, renew_key
from tenants.senders.models import OwnSender
from tenants.senders.outgoing import sender_of_region
from tenants.senders.tasks import sweep_senders
from tenants.senders.words import dkim_words, dmarc_words, spf_words
from tests.make import NOON, make_user
from tests.tenants.domains.fake_dns import FakeDns
from tests.tenants.senders.addresses import ADDRESS, DOMAIN, checked, confirmed, live, put_key
from tests.tenants.senders.conftest import SPF_HOST

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def sends(region: RegionCard) -> bool:
    with stepping_into(region):
        sender = sender_of_region()
    return sender is not None and sender.address == ADDRESS


def words_of(own: OwnSender) -> str:
    return dkim_words(own, own.keys.valid().first())


def test_a_confirmed_address_sends_nothing_until_its_key_is_in_the_dns(kiel: RegionCard, zone: FakeDns) -> None:
    own = checked(confirmed(kiel))

    assert (own.dkim, own.spf, own.dmarc, own.live_at) == ("nothing", "nothing", "nothing", None)
    assert "noch keinen TXT-Eintrag unter kreislauf-" in words_of(own)
    assert not sends(kiel)


def test_the_key_alone_is_enough(kiel: RegionCard, zone: FakeDns) -> None:
    own = confirmed(kiel)
    put_key(zone, own.keys.get())

    own = checked(own)

    assert (own.dkim, own.live_at, own.sends_since) == ("found", NOON, NOON)
    assert sends(kiel)
    assert [entry.action for entry in LogEntry.objects.all()] == [
        *("sender.live", "sender.confirmed", "sender.requested")
    ]
    with stepping_into(kiel):
        assert next(iter(Entry.objects.values_list("action", "title"))) == ("sender.live", ADDRESS)


@pytest.mark.parametrize(
    ("entry", "state", "words"),
    [
        ('"v=DKIM1; k=rsa; p="', "revoked", "gilt als widerrufen"),
        ('"v=DKIM1; k=rsa; p=MIIBIjANBg"', "other", "ein anderer Wert: „v=DKIM1; k=rsa; p=MIIBIjANBg“"),
        ('"irgendwas"', "other", "Zeichen für Zeichen"),
    ],
)
def test_another_value_is_quoted(kiel: RegionCard, zone: FakeDns, entry: str, state: str, words: str) -> None:
    own = confirmed(kiel)
    zone.zone["TXT", own.keys.get().name] = [entry]

    own = checked(own)

    assert (own.dkim, words in words_of(own), sends(kiel)) == (state, True, False)


def test_two_entries_under_one_name_are_none(kiel: RegionCard, zone: FakeDns) -> None:
    own = confirmed(kiel)
    put_key(zone, own.keys.get())
    zone.zone["TXT", own.keys.get().name].append('"v=DKIM1; p=MIIBIjANBg"')

    assert checked(own).dkim == "other"


def test_an_entry_beside_its_place_is_named(kiel: RegionCard, zone: FakeDns) -> None:
    own = confirmed(kiel)
    key = own.keys.get()
    zone.zone["TXT", f"{key.name}.{DOMAIN}"] = [f'"{key.value}"']
    assert f"Tragen Sie als Namen nur ein: {key.selector}._domainkey" in words_of(checked(own))

    del zone.zone["TXT", f"{key.name}.{DOMAIN}"]
    zone.zone["TXT", DOMAIN] = [f'"{key.value}"']

    assert words_of(checked(own)) == f"Der Eintrag steht unter {DOMAIN}. Er gehört unter {key.name}."


@pytest.mark.parametrize(
    ("entries", "state"),
    [
        ([f"v=spf1 include:{SPF_HOST} -all"], "found"),
        ([f"V=SPF1 +INCLUDE:{SPF_HOST.upper()}. -all"], "found"),
        ([f"v=spf1 redirect={SPF_HOST}"], "found"),
        (["v=spf1 include:_spf.dienst.example -all"], "found"),
        ([f"v=spf1 -all include:{SPF_HOST}"], "lacking"),
        ([f"v=spf1 -include:{SPF_HOST} -all"], "lacking"),
        (["v=spf1 ip4:192.0.2.25 -all"], "lacking"),
        (["v=spf1 include:kreis-demo.de -all"], "lacking"),
        (["v=spf1 -all", f"v=spf1 include:{SPF_HOST} -all"], "several"),
        ([f"v=spf10 include:{SPF_HOST}"], "nothing"),
        ([f"v=spf1 {'a:x.example ' * 10}include:{SPF_HOST} -all"], "too_long"),
        (["v=spf1 include:stumm.example -all"], "silent"),
    ],
)
def test_spf_is_read_as_mail_servers_read_it(kiel: RegionCard, zone: FakeDns, entries: list[str], state: str) -> None:
    zone.zone["TXT", DOMAIN] = [f'"{entry}"' for entry in entries]
    zone.zone["TXT", "_spf.dienst.example"] = [f'"v=spf1 mx include:{SPF_HOST} ~all"']
    zone.trouble["stumm.example"] = "servfail"

    own = checked(confirmed(kiel))

    assert own.spf == state
    assert spf_words(own)


def test_spf_proposes_the_domain_s_own_entry_with_our_name_in_it(kiel: RegionCard, zone: FakeDns) -> None:
    own = checked(confirmed(kiel))
    assert own.seen["spf_with_us"] == f"v=spf1 a mx include:{SPF_HOST} ?all"
    zone.zone["TXT", DOMAIN] = ['"v=spf1 mx -all"']

    assert checked(own).seen["spf_with_us"] == f"v=spf1 include:{SPF_HOST} mx -all"


def test_nobody_is_asked_to_include_a_name_without_an_entry(kiel: RegionCard, zone: FakeDns) -> None:
    """It would void the whole entry of the domain."""
    zone.zone["TXT", DOMAIN] = [f'"v=spf1 include:{SPF_HOST} -all"']
    del zone.zone["TXT", SPF_HOST]

    own = checked(confirmed(kiel))

    assert (own.spf, own.seen["spf_with_us"]) == ("platform", "")
    assert "tragen Sie hier noch nichts ein" in spf_words(own)


@pytest.mark.parametrize(
    ("entries", "state"),
    [
        ({"_dmarc.post.kreis-demo.de": ["v=DMARC1; p=none"]}, "found"),
        ({"_dmarc.kreis-demo.de": ["v=DMARC1;p=reject;adkim=s"]}, "found"),
        ({"_dmarc.kreis-demo.de": ["v=DMARC1; sp=none"]}, "broken"),
        ({"_dmarc.kreis-demo.de": ["v=DMARC1; p=none", "v=DMARC1; p=reject"]}, "several"),
        ({"_dmarc.kreis-demo.de": ["p=none"]}, "nothing"),
    ],
)
def test_dmarc_is_the_domain_s_own_or_the_registered_one_s(
    kiel: RegionCard, zone: FakeDns, entries: dict[str, list[str]], state: str
) -> None:
    for name, values in entries.items():
        zone.zone["TXT", name] = [f'"{value}"' for value in values]

    own = checked(confirmed(kiel, "gutscheine@post.kreis-demo.de"))

    assert own.dmarc == state
    assert dmarc_words(own)


def test_a_lost_entry_lets_the_platform_stand_in_at_once_and_is_told_once(
    kiel: RegionCard, zone: FakeDns, at_once: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with stepping_into(kiel):
        make_user(role=Role.ADMINISTRATOR, email="leitung@kiel.example")
    own = live(kiel, zone)
    entry = zone.zone.pop(("TXT", own.keys.get().name))
    with django_capture_on_commit_callbacks(execute=True):
        own = checked(own, at=NOON + HOUR)
        assert (own.sends_since, own.lost_since, mail.outbox) == (None, NOON + HOUR, [])
        assert not sends(kiel)
        for minutes in (10, 30, 40, 600):
            own = checked(own, at=NOON + HOUR + minutes * MINUTE)
    told = [(letter.to, letter.subject) for letter in mail.outbox]
    subject = f"{ADDRESS}: Der Eintrag im DNS stimmt nicht mehr"
    assert told == [(["leitung@kiel.example"], subject), (["betrieb@localhost"], subject)]
    assert "von ihrer eigenen Adresse" in mail.outbox[0].body
    assert "kiel.localhost/verwaltung/absender/" in mail.outbox[0].body

    zone.zone["TXT", own.keys.get().name] = entry
    with django_capture_on_commit_callbacks(execute=True):
        own = checked(own, at=NOON + DAY)

    assert (own.sends_since, own.lost_since, own.warned_at) == (NOON + DAY, None, None)
    assert sends(kiel)
    assert [letter.subject for letter in mail.outbox[2:]] == [f"{ADDRESS} ist wieder in Betrieb"]


def test_an_entry_that_is_away_for_minutes_is_told_to_nobody(
    kiel: RegionCard, zone: FakeDns, at_once: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with stepping_into(kiel):
        make_user(role=Role.ADMINISTRATOR, email="leitung@kiel.example")
    own = live(kiel, zone)
    kept = dict(zone.zone)
    with django_capture_on_commit_callbacks(execute=True):
        zone.zone.clear()
        checked(own, at=NOON + HOUR)
        zone.zone.update(kept)
        own = checked(own, at=NOON + HOUR + 10 * MINUTE)

    assert (own.sends_since, mail.outbox) == (NOON + HOUR + 10 * MINUTE, [])


@pytest.mark.parametrize("trouble", ["servfail", "timeout", "wrong id"])
def test_silence_proves_nothing_for_an_hour(kiel: RegionCard, zone: FakeDns, trouble: str) -> None:
    own = live(kiel, zone)
    zone.trouble[own.keys.get().name] = trouble

    own = checked(own, at=NOON + HOUR)
    assert (own.dkim, sends(kiel), own.next_check_at) == ("silent", True, NOON + HOUR + 10 * MINUTE)
    own = checked(own, at=NOON + 2 * HOUR)

    assert (own.lost_since, sends(kiel)) == (NOON + HOUR, False)
    assert "antworten gerade nicht" in spf_words(own) or own.spf == "found"


def test_a_second_key_signs_once_the_dns_has_it_and_the_first_is_forgotten(kiel: RegionCard, zone: FakeDns) -> None:
    own = live(kiel, zone)
    old = own.keys.get()
    new = renew_key(own, by="Ute", at=NOON + DAY)
    with pytest.raises(AnotherWaits):
        renew_key(own, by="Ute", at=NOON + DAY)
    assert selector_of(kiel) == old.selector
    own = checked(own, at=NOON + DAY)
    assert (selector_of(kiel), own.dkim) == (old.selector, "found")

    put_key(zone, new)
    checked(own, at=NOON + DAY + HOUR)

    assert selector_of(kiel) == new.selector
    old.refresh_from_db()
    assert (old.sealed, old.retired_at) == ("", NOON + DAY + HOUR)
    assert LogEntry.objects.order_by("-pk")[0].action == "sender.key_changed"


def test_an_old_key_that_is_deleted_too_early_costs_nothing_if_the_new_one_stands(
    kiel: RegionCard, zone: FakeDns
) -> None:
    own = live(kiel, zone)
    new = renew_key(own, by="Ute", at=NOON + DAY)
    del zone.zone["TXT", own.keys.valid().last().name]
    put_key(zone, new)

    checked(own, at=NOON + DAY)

    assert selector_of(kiel) == new.selector


def selector_of(region: RegionCard) -> str:
    with stepping_into(region):
        sender = sender_of_region()
    assert sender is not None
    assert sender.signature is not None
    return sender.signature.selector


def test_a_key_that_nobody_can_read_any_more_makes_room_for_a_new_one(
    kiel: RegionCard, zone: FakeDns, settings: Settings
) -> None:
    own = live(kiel, zone)
    settings.SECRET_KEY = "ein-anderer"
    own = checked(own, at=NOON + HOUR)
    assert "nicht mehr lesen" in words_of(own)

    put_key(zone, renew_key(own, by="Ute", at=NOON + HOUR))
    checked(own, at=NOON + HOUR)

    assert sends(kiel)
    assert own.keys.valid().count() == 1


def test_the_private_key_is_readable_in_its_own_region_only(
    kiel: RegionCard, dortmund: RegionCard, zone: FakeDns
) -> None:
    key = live(kiel, zone).keys.get()

    assert key.private(kiel.schema).startswith("-----BEGIN RSA PRIVATE KEY-----")
    assert key.private(dortmund.schema) == ""
    assert "PRIVATE" not in key.sealed


def test_a_sweep_checks_what_is_due_once(kiel: RegionCard, zone: FakeDns, at_once: None) -> None:
    own = confirmed(kiel, at=timezone.now() - MINUTE)
    put_key(zone, own.keys.get())

    sweep_senders()
    asked = len(zone.asked)
    sweep_senders()

    assert sends(kiel)
    assert len(zone.asked) == asked > 0


def test_an_address_that_is_never_set_up_is_given_up_after_a_month(kiel: RegionCard, zone: FakeDns) -> None:
    own = checked(confirmed(kiel), at=NOON + 29 * DAY)
    assert own.closed_at is None

    own = checked(own, at=NOON + 30 * DAY)

    assert (own.closed_because, [key.sealed for key in own.keys.all()]) == ("Nicht eingerichtet", [""])


def test_a_region_that_is_gone_is_not_looked_after_and_its_keys_are_forgotten(kiel: RegionCard, zone: FakeDns) -> None:
    own = live(kiel, zone)
    Region.objects.filter(pk=kiel.id).update(status=Status.GONE)
    zone.asked.clear()
    assert checking.check(own.pk, at=NOON) is None

    sweep_senders()

    own.refresh_from_db()
    assert (own.closed_because, own.keys.get().sealed, zone.asked) == ("Die Region ist ausgezogen", "", [])
    Region.objects.filter(pk=kiel.id).update(status=Status.LIVE)


def test_a_check_that_is_overtaken_by_the_end_changes_nothing(
    kiel: RegionCard, zone: FakeDns, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = confirmed(kiel)
    put_key(zone, own.keys.get())
    look = checking.examine

    def slow(*args: object) -> object:
        close(own, because="x", by="Ute", at=NOON)
        return look(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(checking, "examine", slow)

    assert checking.check(own.pk, at=NOON) is None
    assert not sends(kiel)


def test_a_mail_asks_one_question_about_its_sender_and_two_if_the_region_has_its_own(
    kiel: RegionCard, zone: FakeDns, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def asked(number: int) -> None:
        with stepping_into(kiel), django_assert_num_queries(number):
            sender_of_region()

    asked(1)
    live(kiel, zone)
    asked(2)
