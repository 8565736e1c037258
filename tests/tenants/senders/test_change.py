"""A region changes its address: to another domain, within its own, and back; nothing leaves under an unchecked name."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from kreislauf.accounts.models import Role
from kreislauf.mail.sender import Sender
from kreislauf.regions import RegionCard, stepping_into
from tenants.logbook.models import LogEntry
from tenants.models import Region
from tenants.senders import check as checking
from tenants.senders.close import close, close_all
from tenants.senders.code import confirm
from tenants.senders.domains import SenderRefused
from tenants.senders.models import DkimKey, OwnSender
from tenants.senders.outgoing import sender_of_region
from tenants.senders.request import AlreadyOne
from tests.make import NOON, make_user
from tests.tenants.domains.fake_dns import FakeDns
from tests.tenants.senders.addresses import ADDRESS, checked, confirmed, live, put_key, requested

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
PAGE = "/verwaltung/absender/"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ELSEWHERE, SAME_DOMAIN = "gutscheine@stadt-demo.de", "post@kreis-demo.de"


@pytest.fixture
def office(kiel: RegionCard, client_for: ClientFor) -> Client:
    with stepping_into(kiel):
        return client_for(kiel, user=make_user(role=Role.ADMINISTRATOR, email="leitung@kiel.example"))


def sender(region: RegionCard) -> Sender:
    with stepping_into(region):
        found = sender_of_region()
    assert found is not None
    return found


def signed_by(region: RegionCard) -> tuple[str, str, str]:
    """Address, domain of the signature and its selector."""
    found = sender(region)
    assert found.signature is not None
    return found.address, found.signature.domain, found.signature.selector


def test_another_domain_gets_a_key_of_its_own_and_sends_nothing_before_its_dns_has_it(
    kiel: RegionCard, zone: FakeDns
) -> None:
    before = live(kiel, zone)
    old = before.keys.get()

    new = checked(confirmed(kiel, ELSEWHERE, at=NOON + DAY), at=NOON + DAY)

    key = new.keys.get()
    assert (key.public == old.public, key.selector == old.selector) == (False, False)
    assert (new.dkim, new.replaces_id, new.sends_since) == ("nothing", before.pk, None)
    assert signed_by(kiel) == (ADDRESS, "kreis-demo.de", old.selector)
    # The old one's key is no help there.
    zone.zone["TXT", f"{old.selector}._domainkey.stadt-demo.de"] = zone.zone["TXT", old.name]
    assert checked(new, at=NOON + DAY).sends_since is None
    assert signed_by(kiel)[0] == ADDRESS


def test_it_takes_over_when_its_dns_is_right_and_the_old_key_is_forgotten(
    kiel: RegionCard, zone: FakeDns, at_once: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with stepping_into(kiel):
        make_user(role=Role.ADMINISTRATOR, email="leitung@kiel.example")
    before = live(kiel, zone)
    new = confirmed(kiel, ELSEWHERE, at=NOON + DAY)
    key = new.keys.get()
    put_key(zone, key)

    with django_capture_on_commit_callbacks(execute=True):
        new = checked(new, at=NOON + DAY)

    assert signed_by(kiel) == (ELSEWHERE, "stadt-demo.de", key.selector)
    assert (new.replaces_id, new.live_at, new.sends_since) == (None, NOON + DAY, NOON + DAY)
    before.refresh_from_db()
    assert (before.closed_because, before.sends_since, before.keys.get().sealed) == (f"Abgelöst durch {new}", None, "")
    assert [entry.action for entry in LogEntry.objects.order_by("-pk")[:2]] == ["sender.live", "sender.closed"]
    assert [letter.subject for letter in mail.outbox] == [f"Ihre E-Mails kommen jetzt von {ELSEWHERE}"]


def test_an_address_in_the_same_domain_goes_on_with_its_key_from_the_code_on(kiel: RegionCard, zone: FakeDns) -> None:
    before = live(kiel, zone)
    old = before.keys.get()
    new = requested(kiel, SAME_DOMAIN, at=NOON + DAY)
    assert signed_by(kiel)[0] == ADDRESS

    new = confirm(new, new.code, by="Ute", at=NOON + DAY)

    assert signed_by(kiel) == (SAME_DOMAIN, "kreis-demo.de", old.selector)
    assert (new.sends_since, new.replaces_id, new.spf, new.keys.get().pk) == (NOON + DAY, None, "found", old.pk)
    before.refresh_from_db()
    assert (before.closed_because, before.keys.count()) == (f"Abgelöst durch {SAME_DOMAIN}", 0)
    assert checked(new, at=NOON + DAY + HOUR).sends_since == NOON + DAY


def test_a_domain_whose_dns_is_wrong_stays_wrong_for_its_next_address(kiel: RegionCard, zone: FakeDns) -> None:
    before = live(kiel, zone)
    entry = zone.zone.pop(("TXT", before.keys.get().name))
    checked(before, at=NOON + HOUR)

    new = checked(confirmed(kiel, SAME_DOMAIN, at=NOON + DAY), at=NOON + DAY)

    assert (sender(kiel).address, sender(kiel).reply_to) == ("no-reply@localhost", SAME_DOMAIN)
    zone.zone["TXT", new.keys.get().name] = entry
    assert checked(new, at=NOON + 2 * DAY).live_at == NOON + 2 * DAY
    assert signed_by(kiel)[0] == SAME_DOMAIN


def test_a_subdomain_is_another_domain(kiel: RegionCard, zone: FakeDns) -> None:
    live(kiel, zone)

    new = confirmed(kiel, "gutscheine@post.kreis-demo.de", at=NOON + DAY)

    assert (new.replaces_id is None, new.sends_since, new.keys.get().found_at) == (False, None, None)
    assert signed_by(kiel)[0] == ADDRESS


def test_answers_go_to_the_new_mailbox_while_the_old_domain_is_disturbed(kiel: RegionCard, zone: FakeDns) -> None:
    before = live(kiel, zone)
    new = requested(kiel, ELSEWHERE, at=NOON + DAY)
    zone.zone.clear()
    checked(before, at=NOON + DAY)
    assert sender(kiel).reply_to == ADDRESS  # nobody has shown yet that the new one is read

    confirm(new, new.code, by="Ute", at=NOON + DAY)

    assert (sender(kiel).address, sender(kiel).reply_to) == ("no-reply@localhost", ELSEWHERE)


def test_the_next_one_is_asked_for_once_and_only_after_the_first_was_in_use(kiel: RegionCard, zone: FakeDns) -> None:
    live(kiel, zone)
    with pytest.raises(SenderRefused, match="schon"):
        requested(kiel, ADDRESS)
    requested(kiel, ELSEWHERE)

    with pytest.raises(AlreadyOne):
        requested(kiel, SAME_DOMAIN)
    with pytest.raises(IntegrityError, match="own_sender_one_follows"), transaction.atomic():
        OwnSender.objects.create(**_row(kiel, replaces=OwnSender.objects.get(address=ADDRESS)))
    with pytest.raises(IntegrityError, match="own_sender_one_in_use"), transaction.atomic():
        OwnSender.objects.create(**_row(kiel))


def _row(region: RegionCard, **more: object) -> dict[str, object]:
    times = {"requested_at": NOON, "code_sent_at": NOON, "next_check_at": NOON}
    return {"region_id": region.id, "address": SAME_DOMAIN, "requested_by": "Ute", **times, **more}


def test_one_that_never_comes_is_given_up_with_a_letter_and_the_one_in_use_stays(
    kiel: RegionCard, zone: FakeDns, at_once: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with stepping_into(kiel):
        make_user(role=Role.ADMINISTRATOR, email="leitung@kiel.example")
    live(kiel, zone)
    new = confirmed(kiel, ELSEWHERE)

    with django_capture_on_commit_callbacks(execute=True):
        new = checked(new, at=NOON + 30 * DAY)

    assert new.closed_because == "Nicht eingerichtet"
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["leitung@kiel.example"], f"{ELSEWHERE} ist nicht Ihr Absender geworden")
    ]
    assert signed_by(kiel)[0] == ADDRESS
    assert requested(kiel, ELSEWHERE, at=NOON + 31 * DAY).pk != new.pk


def test_without_the_one_in_use_the_next_one_stands_for_itself(kiel: RegionCard, zone: FakeDns) -> None:
    before = live(kiel, zone)
    new = confirmed(kiel, ELSEWHERE)

    close(before, because="Von der Region entfernt", by="Ute", at=NOON)

    assert (sender(kiel).address, sender(kiel).reply_to) == ("no-reply@localhost", ELSEWHERE)
    put_key(zone, new.keys.get())
    checked(new)
    assert signed_by(kiel)[0] == ELSEWHERE


def test_a_region_that_leaves_closes_both(kiel: RegionCard, zone: FakeDns) -> None:
    live(kiel, zone)
    confirmed(kiel, ELSEWHERE)

    close_all(Region.objects.get(pk=kiel.id), because="Die Region ist ausgezogen", by="Ute", at=NOON)

    assert OwnSender.objects.open().count() == 0
    assert list(DkimKey.objects.values_list("sealed", flat=True)) == ["", ""]


def test_what_the_code_before_this_one_let_send_still_takes_over(kiel: RegionCard, zone: FakeDns) -> None:
    """During an upgrade a worker of the version before may be the first to see the new entry."""
    live(kiel, zone)
    new = confirmed(kiel, ELSEWHERE)
    put_key(zone, new.keys.get())
    OwnSender.objects.filter(pk=new.pk).update(sends_since=NOON, live_at=NOON)

    checked(new)

    assert signed_by(kiel)[0] == ELSEWHERE
    assert OwnSender.objects.open().count() == 1


def test_a_check_that_a_change_overtakes_changes_nothing(
    kiel: RegionCard, zone: FakeDns, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old address's check has asked the DNS; meanwhile the new one takes the key over."""
    before = live(kiel, zone)
    new = requested(kiel, SAME_DOMAIN, at=NOON)
    examine = checking.examine

    def examine_and_be_overtaken(*words: object) -> object:
        found = examine(*words)  # type: ignore[arg-type]
        confirm(new, new.code, by="Ute", at=NOON)
        return found

    monkeypatch.setattr(checking, "examine", examine_and_be_overtaken)

    assert checking.check(before.pk, at=NOON + HOUR) is None
    assert signed_by(kiel)[0] == SAME_DOMAIN


def test_the_office_changes_its_address_and_reads_what_its_it_has_to_do(
    kiel: RegionCard, zone: FakeDns, office: Client
) -> None:
    old = live(kiel, zone).keys.get()
    assert "Adresse ändern …" in shown(office)
    assert f"kommen Ihre E-Mails weiter von {ADDRESS}" in office.get(f"{PAGE}wechsel/").content.decode()
    answer = office.post(f"{PAGE}wechsel/", {"address": ADDRESS})
    assert (answer.status_code, "kommen Ihre E-Mails schon" in answer.content.decode()) == (422, True)

    page = office.post(f"{PAGE}wechsel/", {"address": ELSEWHERE}, follow=True).content.decode()

    assert all(text in page for text in (f"Neue Adresse: {ELSEWHERE}", f"Ihre E-Mails kommen von {ADDRESS}"))
    assert "Adresse ändern …" not in page
    new = OwnSender.objects.get(address=ELSEWHERE)
    wrong = office.post(f"{PAGE}bestaetigung/", {"code": "1"})
    assert (wrong.status_code, "Noch 4 Versuche." in wrong.content.decode()) == (422, True)
    page = office.post(f"{PAGE}bestaetigung/", {"code": new.code}, follow=True).content.decode()
    key = new.keys.get()
    assert all(text in page for text in (f"<code>{key.name}", f"<code>{old.name}", "lassen Sie die Einträge von"))

    put_key(zone, key)
    page = office.post(f"{PAGE}pruefung/", follow=True).content.decode()

    assert f"Ihre E-Mails kommen von {ELSEWHERE}" in page
    assert f"Den Eintrag {old.name} lassen Sie bitte noch bis zum" in page
    assert "Neue Adresse" not in page


def shown(client: Client) -> str:
    return client.get(PAGE).content.decode()


def test_the_next_address_is_taken_back_after_a_question(kiel: RegionCard, zone: FakeDns, office: Client) -> None:
    live(kiel, zone)
    requested(kiel, ELSEWHERE, at=timezone.now())
    assert f"{ELSEWHERE} zurücknehmen?" in office.get(f"{PAGE}wechsel/ruecknahme/").content.decode()
    assert OwnSender.objects.open().count() == 2

    page = office.post(f"{PAGE}wechsel/ruecknahme/", follow=True).content.decode()

    assert all(text in page for text in (f"{ELSEWHERE} ist zurückgenommen.", f"Ihre E-Mails kommen von {ADDRESS}"))
    assert office.get(f"{PAGE}wechsel/ruecknahme/", follow=True).redirect_chain == [(PAGE, 302)]
    assert OwnSender.objects.open().get().address == ADDRESS


def test_what_is_removed_is_what_the_question_was_about(kiel: RegionCard, zone: FakeDns, office: Client) -> None:
    """While it stood open, the new address has taken over."""
    before = live(kiel, zone)
    new = confirmed(kiel, ELSEWHERE)
    assert f'name="sender" value="{before.pk}"' in office.get(f"{PAGE}entfernung/").content.decode()
    put_key(zone, new.keys.get())
    checked(new)

    page = office.post(f"{PAGE}entfernung/", {"sender": before.pk}, follow=True).content.decode()

    assert "Es ist nichts entfernt worden." in page
    assert OwnSender.objects.open().get().address == ELSEWHERE


def test_answers_go_where_the_page_says_while_the_address_in_use_is_disturbed(
    kiel: RegionCard, zone: FakeDns, office: Client
) -> None:
    before = live(kiel, zone)
    confirmed(kiel, ELSEWHERE)
    zone.zone.clear()
    checked(before, at=NOON + HOUR)

    assert f"Antworten kommen an {sender(kiel).reply_to}." in shown(office)
    assert sender(kiel).reply_to == ELSEWHERE


def test_the_entry_of_a_removed_address_is_still_named(kiel: RegionCard, zone: FakeDns, office: Client) -> None:
    own = live(kiel, zone)
    key = own.keys.get()

    page = office.post(f"{PAGE}entfernung/", {"sender": own.pk}, follow=True).content.decode()

    assert f"Den Eintrag {key.name} lassen Sie bitte noch bis zum" in page


def test_nobody_changes_what_was_never_in_use_and_nobody_else_does(
    kiel: RegionCard, dortmund: RegionCard, zone: FakeDns, office: Client, client_for: ClientFor
) -> None:
    confirmed(kiel)
    assert office.post(f"{PAGE}wechsel/", {"address": ELSEWHERE}, follow=True).redirect_chain == [(PAGE, 302)]
    assert OwnSender.objects.count() == 1
    with stepping_into(kiel):
        editor = client_for(kiel, user=make_user(role=Role.EDITOR))
    with stepping_into(dortmund):
        neighbour = client_for(dortmund, user=make_user(role=Role.ADMINISTRATOR))

    for act in ("wechsel/", "wechsel/ruecknahme/"):
        assert (editor.post(PAGE + act).status_code, neighbour.post(PAGE + act).status_code) == (403, 404)


def test_the_terminal_shows_both(kiel: RegionCard, zone: FakeDns) -> None:
    live(kiel, zone)
    confirmed(kiel, ELSEWHERE)
    out = io.StringIO()

    call_command("region", "sender", "kiel", stdout=out)

    lines = out.getvalue().splitlines()
    assert [line for line in lines if "@" in line] == [
        f"{ADDRESS}: in Betrieb",
        f"{ELSEWHERE}: wartet auf die Einträge",
    ]
