"""The office asks for an address, proves its mailbox, copies entries, renews the key and gives the address back."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from kreislauf.accounts.models import Role
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard, stepping_into
from tenants.logbook.models import LogEntry
from tenants.senders.close import close
from tenants.senders.code import CodeOver, WrongCode, confirm, send_code
from tenants.senders.domains import SenderRefused
from tenants.senders.models import OwnSender
from tenants.senders.request import AlreadyOne
from tests.make import NOON, make_user
from tests.tenants.domains.fake_dns import FakeDns
from tests.tenants.domains.hosts import proved
from tests.tenants.operators.operators import make_operator
from tests.tenants.senders.addresses import ADDRESS, checked, confirmed, live, put_key, requested
from tests.tenants.senders.conftest import SPF_HOST

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
PAGE = "/verwaltung/absender/"


@pytest.fixture
def office(kiel: RegionCard, client_for: ClientFor) -> Client:
    with stepping_into(kiel):
        return client_for(kiel, user=make_user(role=Role.ADMINISTRATOR, email="leitung@kiel.example"))


def shown(client: Client) -> str:
    return client.get(PAGE).content.decode()


def test_from_the_wish_to_the_first_mail(
    kiel: RegionCard,
    zone: FakeDns,
    office: Client,
    at_once: None,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    assert "no-reply@localhost" in shown(office)
    with django_capture_on_commit_callbacks(execute=True):
        answer = office.post(PAGE, {"address": " Gutscheine@Kreis-Demo.de "}, follow=True).content.decode()
    assert f"Der Code ist unterwegs an {ADDRESS}." in answer
    (letter,) = mail.outbox
    own = OwnSender.objects.get()
    assert (letter.to, letter.from_email, own.code in letter.body) == ([ADDRESS], "no-reply@localhost", True)
    assert own.code not in letter.subject

    answer = office.post(f"{PAGE}bestaetigung/", {"code": f" {own.code[:3]} {own.code[3:]}"}, follow=True)
    page, key = answer.content.decode(), own.keys.get()
    for text in (
        key.name,
        key.value,
        f"v=spf1 a mx include:{SPF_HOST} ?all",
        f"_dmarc.{own.domain}",
        "v=DMARC1; p=none",
    ):
        assert f"<code>{text}" in page
    assert "Noch kommen Ihre E-Mails von no-reply@localhost" in page

    put_key(zone, key)
    with django_capture_on_commit_callbacks(execute=True):
        page = office.post(f"{PAGE}pruefung/", follow=True).content.decode()
    assert f"Ihre E-Mails kommen von {ADDRESS}" in page
    assert [(letter.to, letter.subject) for letter in mail.outbox[1:]] == [
        (["leitung@kiel.example"], f"Ihre E-Mails kommen jetzt von {ADDRESS}")
    ]
    assert f"<{ADDRESS}>" in mail.outbox[1].message()["From"]
    assert mail.outbox[1].message()["DKIM-Signature"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("kiel.hilft@gmail.com", "kann jeder eine Adresse haben"),
        ("kreis-demo@t-online.de", "kann jeder eine Adresse haben"),
        ("kreis@mail.gmx.de", "kann jeder eine Adresse haben"),
        ("kreis@mailinator.com", "kann jeder eine Adresse haben"),
        ("kreis@grnail.com", "kaum von „gmail.com“ zu unterscheiden"),
        ("kreis@t-on1ine.de", "kaum von „t-online.de“ zu unterscheiden"),
        ("kreis@co.uk", "Endung"),
        ("kreis@kreis.intern", "Endung gibt es im Internet nicht"),
        ("kreis@localhost.localdomain", "Endung gibt es im Internet nicht"),
        ("kiel@kiel.plattform-demo.de", "gehört zur Plattform"),
        ("kiel@plattform-dem0.de", "kaum von „plattform-demo.de“ zu unterscheiden"),
        ("kreis@[192.0.2.1]", "nicht vollständig"),
        ("kein@", "nicht vollständig"),
        ("zwei@kreis-demo.de, drei@kreis-demo.de", "nicht vollständig"),
    ],
)
def test_what_cannot_be_a_sender_is_refused_with_a_sentence(
    zone: FakeDns, office: Client, settings: object, address: str, words: str
) -> None:
    settings.PLATFORM_HOST = settings.EDGE_HOST = "plattform-demo.de"  # type: ignore[attr-defined]

    answer = office.post(PAGE, {"address": address})

    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert OwnSender.objects.count() == outbox().count() == 0


def test_what_looks_like_a_neighbour_s_is_refused(kiel: RegionCard, dortmund: RegionCard, zone: FakeDns) -> None:
    confirmed(dortmund, "post@dortmund-demo.de")
    proved(dortmund, zone, "gutscheine.ruhr-demo.de")

    for address in ("post@dortrnund-demo.de", "post@d0rtmund-demo.de", "post@ruhr-dem0.de"):
        with pytest.raises(SenderRefused, match="kaum von"):
            requested(kiel, address)
    assert requested(kiel, "kiel@dortmund-demo.de").domain == "dortmund-demo.de"  # several may share a domain


def test_a_region_has_one(kiel: RegionCard, zone: FakeDns) -> None:
    requested(kiel)

    with pytest.raises(AlreadyOne):
        requested(kiel, "zwei@kreis-demo.de")


def test_a_wrong_code_counts_and_the_fifth_is_the_last(kiel: RegionCard, zone: FakeDns, office: Client) -> None:
    own = requested(kiel, at=timezone.now())
    wrong = f"{(int(own.code) + 1) % 1_000_000:06}"
    answer = office.post(f"{PAGE}bestaetigung/", {"code": wrong})
    assert (answer.status_code, "Noch 4 Versuche." in answer.content.decode()) == (422, True)
    for _ in range(4):
        office.post(f"{PAGE}bestaetigung/", {"code": wrong})

    answer = office.post(f"{PAGE}bestaetigung/", {"code": own.code})

    assert "gilt nicht mehr" in answer.content.decode()
    assert OwnSender.objects.get().confirmed_at is None


def test_a_new_code_voids_the_one_before_and_a_day_ends_each(kiel: RegionCard, zone: FakeDns) -> None:
    own = requested(kiel)
    old = own.code
    send_code(own, at=NOON + timedelta(hours=1))
    own.refresh_from_db()
    assert old != own.code
    with pytest.raises(WrongCode):
        confirm(own, old, by="Ute", at=NOON + timedelta(hours=1))
    with pytest.raises(CodeOver):
        confirm(own, own.code, by="Ute", at=NOON + timedelta(hours=25))

    assert confirm(own, own.code, by="Ute", at=NOON + timedelta(hours=24)).confirmed_at
    assert confirm(own, "", by="Ute", at=NOON + timedelta(days=9)).keys.count() == 1  # twice is once


def test_codes_are_not_sent_without_end(kiel: RegionCard, zone: FakeDns, office: Client) -> None:
    requested(kiel)
    for _ in range(6):
        page = office.post(f"{PAGE}code/", follow=True).content.decode()

    assert "Das waren viele Codes." in page
    with stepping_into(kiel):
        assert outbox().filter(kind="senders.code").count() == 5


def test_a_code_for_an_address_that_was_given_up_is_not_sent(
    kiel: RegionCard, zone: FakeDns, at_once: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        own = requested(kiel)
        send_code(own, at=NOON)
        close(own, because="x", by="Ute", at=NOON)

    assert mail.outbox == []


def test_the_key_is_renewed_after_a_question_and_the_old_entry_stays_a_week(
    kiel: RegionCard, zone: FakeDns, office: Client
) -> None:
    own = live(kiel, zone)
    old = own.keys.get()
    assert "Neuen Schlüssel machen?" in office.get(f"{PAGE}schluessel/").content.decode()
    assert own.keys.count() == 1
    page = office.post(f"{PAGE}schluessel/", follow=True).content.decode()
    new = own.keys.valid().first()
    assert (f"<code>{new.name}" in page, f"<code>{old.name}" in page, "Der neue Schlüssel" in page) == (True,) * 3
    assert "wartet schon" in office.post(f"{PAGE}schluessel/", follow=True).content.decode()

    put_key(zone, new)
    checked(own, at=timezone.now())

    page = shown(office)
    assert f"Den Eintrag {old.name} lassen Sie bitte noch bis zum" in page
    assert f"<code>{old.name}" not in page


def test_a_disturbed_sender_says_so_on_its_page_and_to_operators(
    kiel: RegionCard, zone: FakeDns, office: Client
) -> None:
    own = live(kiel, zone)
    zone.zone.clear()
    checked(own, at=NOON + timedelta(hours=1))

    assert "kommen Ihre E-Mails von no-reply@localhost" in shown(office)
    assert "Der Eintrag steht nicht mehr im DNS." in shown(office)
    operator = Client(HTTP_HOST="leitstand.localhost")
    operator.force_login(make_operator(), backend="tenants.operators.backend.OperatorBackend")
    page = operator.get(f"/regionen/{kiel.id}/").content.decode()
    assert all(text in page for text in (ADDRESS, "gestört", "DKIM: kein Eintrag"))
    assert "Absender gestört" in operator.get("/").content.decode()


def test_the_address_is_given_back_after_a_question(kiel: RegionCard, zone: FakeDns, office: Client) -> None:
    live(kiel, zone)
    assert "gehen dann wieder von no-reply@localhost ab" in office.get(f"{PAGE}entfernung/").content.decode()

    office.post(f"{PAGE}entfernung/", {"sender": OwnSender.objects.get().pk})

    own = OwnSender.objects.get()
    assert (own.sends_since, own.closed_because, own.keys.get().sealed) == (None, "Von der Region entfernt", "")
    assert LogEntry.objects.first().action == "sender.closed"  # type: ignore[union-attr]
    assert "Eigene Adresse" in shown(office)
    assert requested(kiel).pk != own.pk


def test_an_editor_and_a_neighbour_have_no_business_there(
    kiel: RegionCard, dortmund: RegionCard, zone: FakeDns, client_for: ClientFor
) -> None:
    own = live(kiel, zone)
    with stepping_into(kiel):
        editor = client_for(kiel, user=make_user(role=Role.EDITOR))
    with stepping_into(dortmund):
        neighbour = client_for(dortmund, user=make_user(role=Role.ADMINISTRATOR))

    assert (editor.get(PAGE).status_code, ADDRESS in shown(neighbour)) == (403, False)
    for act in ("code/", "bestaetigung/", "pruefung/", "schluessel/", "entfernung/"):
        assert (editor.post(PAGE + act).status_code, neighbour.post(PAGE + act).status_code) == (403, 404)
    own.refresh_from_db()
    assert (own.closed_at, own.keys.count()) == (None, 1)


def test_the_terminal_shows_the_sender_and_looks_now(kiel: RegionCard, zone: FakeDns) -> None:
    assert typed("sender", "kiel") == ["The region sends from the platform's address."]
    own = confirmed(kiel)
    put_key(zone, own.keys.get())

    lines = typed("sender", "kiel", "--check")

    assert lines[0] == f"{ADDRESS}: in Betrieb"
    assert f"         {own.keys.get().name}  {own.keys.get().value}" in lines


def typed(*words: str) -> list[str]:
    out = io.StringIO()
    call_command("region", *words, stdout=out)
    return out.getvalue().splitlines()
