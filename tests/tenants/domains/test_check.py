"""The proof in the DNS: seen, mistyped, lost, silent – asked of a real nameserver that says what it is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from pytest_django import DjangoCaptureOnCommitCallbacks

from kreislauf.accounts.models import Role
from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard, stepping_into
from tenants.domains import check as checking
from tenants.domains.close import close
from tenants.domains.models import OwnHost, Pointing, Proof
from tenants.domains.words import pointing_words, proof_words
from tenants.logbook.models import LogEntry
from tenants.models import Domain
from tests.make import NOON, make_user
from tests.tenants.domains.conftest import EDGE
from tests.tenants.domains.fake_dns import FakeDns
from tests.tenants.domains.hosts import HOST, card_of, claimed, looked, proved, put_txt

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def hosts_of(region: RegionCard) -> list[tuple[str, bool]]:
    return sorted(Domain.objects.filter(tenant_id=region.id).values_list("domain", "is_primary"))


def test_a_wish_serves_nothing(kiel: RegionCard, dns: FakeDns) -> None:
    own = looked(claimed(kiel))

    assert (own.proof, own.proved_at, own.pointing) == (Proof.NOTHING, None, Pointing.NOWHERE)
    assert "noch keinen TXT-Eintrag unter _kreislauf.gutscheine.kreis-demo.de" in proof_words(own)
    assert hosts_of(kiel) == [("kiel.localhost", True)]


def test_a_txt_entry_proves_and_the_region_answers_there(kiel: RegionCard, dns: FakeDns) -> None:
    own = proved(kiel, dns)

    assert (own.proof, own.pointing) == (Proof.TXT, Pointing.HERE)
    assert (own.proved_at, own.live_at) == (NOON + timedelta(minutes=1),) * 2
    assert hosts_of(kiel) == [(HOST, False), ("kiel.localhost", True)]
    assert [entry.action for entry in LogEntry.objects.all()] == ["host.proved", "host.requested"]
    with stepping_into(kiel):
        assert list(Entry.objects.values_list("action", "title")) == [
            ("host.proved", HOST),
            ("host.requested", HOST),
        ]


def test_one_cname_proves_and_leads_here(kiel: RegionCard, dns: FakeDns) -> None:
    own = claimed(kiel)
    dns.zone["CNAME", HOST] = [f"{own.cname_target}."]
    dns.zone["A", own.cname_target] = [EDGE]

    own = looked(own)

    assert (own.proof, own.pointing, own.is_proved) == (Proof.CNAME, Pointing.HERE, True)


def test_a_cname_that_only_names_the_region_leads_here_and_proves_nothing(kiel: RegionCard, dns: FakeDns) -> None:
    own = claimed(kiel)
    dns.zone["CNAME", HOST] = ["kiel.localhost."]
    dns.zone["A", "kiel.localhost"] = [EDGE]

    own = looked(own)

    assert (own.proof, own.pointing, own.is_proved) == (Proof.NOTHING, Pointing.HERE, False)


@pytest.mark.parametrize(
    "entry",
    [
        '"v=spf1 -all" "kreislauf-proof={token}x"',
        '"kreislauf-proof={token}" "x"',
        '"kreislauf-proof="',
        '"KREISLAUF {token}"',
        '"{token}"',
    ],
)
def test_anything_but_the_whole_value_is_another_value(kiel: RegionCard, dns: FakeDns, entry: str) -> None:
    own = claimed(kiel)
    dns.zone["TXT", own.txt_name] = [entry.format(token=own.token)]

    own = looked(own)

    assert (own.proof, own.is_proved) == (Proof.OTHER, False)
    assert "ein anderer Wert: „" in proof_words(own)


def test_a_value_cut_into_pieces_is_one_value_and_stands_among_others(kiel: RegionCard, dns: FakeDns) -> None:
    own = claimed(kiel)
    text = own.txt_value
    dns.zone["TXT", own.txt_name] = [
        '"v=spf1 -all"',
        " ".join(f'"{text[at : at + 9]}"' for at in range(0, len(text), 9)),
    ]

    assert looked(own).proof == Proof.TXT


def test_an_answer_too_long_for_one_packet_is_fetched_whole(kiel: RegionCard, dns: FakeDns) -> None:
    own = claimed(kiel)
    dns.zone["TXT", own.txt_name] = [*(f'"{number:0250d}"' for number in range(9)), f'"{own.txt_value}"']

    assert looked(own).proof == Proof.TXT


def test_an_entry_beside_its_place_is_named(kiel: RegionCard, dns: FakeDns) -> None:
    own = claimed(kiel)
    dns.zone["TXT", HOST] = [f'"{own.txt_value}"']
    assert proof_words(looked(own)) == f"Der Eintrag steht unter {HOST}. Er gehört unter _kreislauf.{HOST}."

    del dns.zone["TXT", HOST]
    dns.zone["TXT", f"_kreislauf.{HOST}.kreis-demo.de"] = [f'"{own.txt_value}"']
    own = looked(own)

    assert "Tragen Sie als Namen nur ein: _kreislauf.gutscheine" in proof_words(own)
    assert not own.is_proved


@pytest.mark.parametrize("trouble", ["servfail", "refused", "timeout", "garbage", "wrong id"])
def test_silence_and_lies_prove_nothing_neither_way(kiel: RegionCard, dns: FakeDns, trouble: str) -> None:
    own = claimed(kiel)
    put_txt(dns, own)
    dns.trouble[own.txt_name] = trouble
    own = looked(own)
    assert (own.proof, own.is_proved) == (Proof.SILENT, False)

    dns.trouble.clear()
    assert looked(own).is_proved
    dns.trouble[own.txt_name] = trouble
    own = looked(own, at=NOON + 60 * DAY)

    assert (own.is_proved, own.lost_since) == (True, None)
    assert "antworten gerade nicht" in proof_words(own)


def test_an_answer_for_another_name_is_no_answer(kiel: RegionCard, dns: FakeDns) -> None:
    own = claimed(kiel)
    put_txt(dns, own)
    dns.trouble[own.txt_name] = "other name"

    assert not looked(own).is_proved


def test_cnames_in_a_circle_are_left(kiel: RegionCard, dns: FakeDns) -> None:
    own = claimed(kiel)
    dns.zone["CNAME", HOST], dns.zone["CNAME", "b.kreis-demo.de"] = ["b.kreis-demo.de."], [f"{HOST}."]
    dns.zone["CNAME", own.txt_name] = [f"{own.txt_name}."]

    own = looked(own)

    assert (own.is_proved, own.pointing) == (False, Pointing.SILENT)


@pytest.mark.parametrize(
    ("addresses", "pointing", "words"),
    [
        ([EDGE], Pointing.HERE, "kommt hier an"),
        ([EDGE, "198.51.100.4"], Pointing.PARTLY, "nur zum Teil hierher (192.0.2.10, 198.51.100.4)"),
        (["198.51.100.4"], Pointing.ELSEWHERE, "noch woandershin (198.51.100.4)"),
        ([], Pointing.NOWHERE, "noch keinen Eintrag, der zu einem Server führt"),
    ],
)
def test_where_visitors_come_out_is_said(
    kiel: RegionCard, dns: FakeDns, addresses: list[str], pointing: str, words: str
) -> None:
    dns.zone["A", HOST] = addresses
    own = looked(claimed(kiel))

    assert own.pointing == pointing
    assert words in pointing_words(own)


def test_a_lost_proof_is_told_after_a_day_and_closed_after_two_weeks(
    kiel: RegionCard, dns: FakeDns, at_once: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with stepping_into(kiel):
        make_user(role=Role.ADMINISTRATOR, email="leitung@kiel.example")
    own = proved(kiel, dns)
    dns.zone.clear()
    with django_capture_on_commit_callbacks(execute=True):
        gone = looked(own, at=NOON + DAY)
        assert (gone.is_proved, gone.lost_since, mail.outbox) == (True, NOON + DAY, [])
        looked(own, at=NOON + 2 * DAY)
        looked(own, at=NOON + 3 * DAY)
    told = [(letter.to, letter.subject) for letter in mail.outbox]
    subject = f"{HOST}: Der Nachweis im DNS fehlt"
    assert told == [(["leitung@kiel.example"], subject), (["betrieb@localhost"], subject)]

    with django_capture_on_commit_callbacks(execute=True):
        own = looked(own, at=NOON + 15 * DAY)

    assert own.closed_at == NOON + 15 * DAY
    assert hosts_of(kiel) == [("kiel.localhost", True)]
    assert [letter.subject for letter in mail.outbox[2:]] == [f"{HOST} ist geschlossen"] * 2


def test_a_proof_that_comes_back_in_time_is_as_if_never_gone(kiel: RegionCard, dns: FakeDns) -> None:
    own = proved(kiel, dns)
    kept = dict(dns.zone)
    dns.zone.clear()
    for days in range(1, 13):
        looked(own, at=NOON + days * DAY)
    dns.zone.update(kept)

    own = looked(own, at=NOON + 13 * DAY)

    assert (own.lost_since, own.warned_at, own.closed_at, own.proof) == (None, None, None, Proof.TXT)


def test_looks_come_ever_less_often_and_end(kiel: RegionCard, dns: FakeDns) -> None:
    own = claimed(kiel)
    pauses = []
    for waited in (timedelta(), timedelta(hours=1), timedelta(hours=8), 20 * DAY):
        own = looked(own, at=NOON + waited)
        pauses.append(own.next_check_at - (NOON + waited))

    assert pauses == [
        timedelta(minutes=1),
        timedelta(minutes=7, seconds=30),
        timedelta(hours=1),
        timedelta(hours=6),
    ]
    assert looked(own, at=NOON + 30 * DAY).closed_because == "Nicht nachgewiesen"


def test_a_proved_host_is_looked_at_once_a_day(kiel: RegionCard, dns: FakeDns) -> None:
    own = proved(kiel, dns)

    assert own.next_check_at - own.checked_at == DAY
    assert list(OwnHost.objects.due(NOON + timedelta(hours=23))) == []
    assert list(OwnHost.objects.due(NOON + 2 * DAY)) == [own]


def test_a_look_that_is_overtaken_by_the_end_changes_nothing(
    kiel: RegionCard, dns: FakeDns, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = claimed(kiel)
    put_txt(dns, own)
    ask = checking.examine

    def slow(*args: object, **kwargs: object) -> object:
        close(own, by="Ute", at=NOON)
        return ask(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(checking, "examine", slow)

    assert checking.check(own.pk, at=NOON) is None
    assert hosts_of(card_of("kiel")) == [("kiel.localhost", True)]
