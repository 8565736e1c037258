"""A region leaves: closed to new business at once, gone after its time of grace, with a sheet of paper left."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.utils import timezone
from pypdf import PdfReader

from kreislauf.celery import NoRegion, RegionTask
from kreislauf.mail.deliver import sweep as sweep_outbox
from kreislauf.mail.outbox import outbox
from kreislauf.mail.tasks import sweep_region
from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses.models import Business
from marketplace.regionwide.claims import note_claim
from marketplace.vouchers.models import Voucher
from marketplace.vouchers.till.redeem import redeem
from tenants.archive import remove as remove_verb
from tenants.archive import stages
from tenants.archive.certificate import is_genuine
from tenants.archive.certificate_pdf import certificate_pdf
from tenants.archive.label_hold import release_labels
from tenants.archive.leave import CannotLeave, StillOwed, WrongHost, leave
from tenants.archive.models import ArchiveFile, Certificate, Departure, StageName
from tenants.archive.remove import remove
from tenants.archive.stay import NotLeaving, TooLate, stay
from tenants.archive.tasks import sweep, write_requested_archive
from tenants.logbook.models import LogEntry
from tenants.models import Domain, Region, Status, Step
from tenants.signup.labels import LabelRefused, check_label
from tests.conftest import make_client
from tests.make import NOON
from tests.marketplace.regionwide.steps import taking_part
from tests.tenants.archive.seen import card_of
from tests.tenants.archive.sold import make_region, sold_in
from tests.words import words

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def husum(kiel: RegionCard, at_once: None) -> Region:
    """A region that can go, with a voucher over 50 euro that has 37,50 left."""
    region = make_region("husum")
    sold_in(card_of(region), cents=5000, spent=1250)
    return region


def leaving(region: Region, *, grace_over: bool = True, **said: Any) -> Departure:
    """Asked to leave with everything that it takes; a month ago, if its time is over."""
    words = {
        "host": region.host,
        "by": "Ute Brandt",
        "reason": "Wir ziehen um.",
        "contact": "rathaus@example.org",
        "handed_over_to": "Stadtmarketing Husum",
        "hand_over_reason": "Vertrag vom 1. Juli",
    }
    at = timezone.now() - timedelta(days=31 if grace_over else 0)
    return leave(region, at=at, **(words | said))


def refundable_cents(label: str) -> dict[str, int]:
    """What the database still has of the region's own."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = %s", [f"r_{label}"])
        schemas = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [f"r_{label}"])
        found = cursor.fetchone()[0]
    folder = Path(django_settings.MEDIA_ROOT) / f"r_{label}"
    return {"schemas": schemas, "roles": found, "folders": int(folder.exists())}


def test_whoever_leaves_types_the_host_and_settles_what_is_open(husum: Region) -> None:
    with pytest.raises(WrongHost):
        leaving(husum, host="husum")
    with pytest.raises(StillOwed) as refused:
        leaving(husum, handed_over_to="")
    assert refused.value.cents == 3750
    assert Region.objects.get(pk=husum.pk).status == Status.LIVE

    departure = leaving(husum, grace_over=False)

    assert (departure.due_at - departure.asked_at, departure.owed_cents) == (timedelta(days=30), 3750)
    with pytest.raises(CannotLeave):
        leaving(husum)
    assert [entry.why for entry in LogEntry.objects.filter(action="region.leaving")] == ["Wir ziehen um."]


def test_while_it_leaves_vouchers_are_good_and_the_public_is_told(husum: Region) -> None:
    leaving(husum, grace_over=False)
    card = card_of(husum)

    page = make_client(card).get("/gutscheine/")
    with stepping_into(card):
        voucher, business, token = Voucher.objects.get(), Business.objects.get(), Voucher.objects.get().order.token
        redeem(voucher.code, by=business, actor="Jan", amount_cents=750, at=NOON, key="tipp-2")

    assert page.status_code == 503
    due = timezone.localtime(Departure.objects.get().due_at)
    text = words(page)
    assert f"Das Gutscheinportal der Stadt Husum schließt am {due:%d.%m.%Y}" in text
    for link in ("Impressum", "Vertrag widerrufen", "Guthaben prüfen", "Kontakt"):
        assert link in text
    assert 'href="/gutscheine/"' not in page.content.decode()
    assert make_client(card).get(f"/bestellung/{token}/").status_code == 200
    # What it takes away was asked for with the leaving, and stays until the last day.
    kept = ArchiveFile.objects.get(region=husum)
    write_requested_archive(archive_id=kept.pk)
    kept.refresh_from_db()
    assert kept.expires_at == Departure.objects.get().due_at
    assert [letter.subject for letter in mail.outbox if letter.to == ["rathaus@example.org"]] == [
        f"Das Gutscheinportal der Stadt Husum schließt am {due:%d.%m.%Y}",
        "Das Archiv der Stadt Husum ist fertig",
    ]


@pytest.mark.slow
def test_it_may_stay_until_the_deletion_begins(husum: Region) -> None:
    with pytest.raises(NotLeaving):
        stay(husum, by="Ute", at=timezone.now())
    departure = leaving(husum)

    assert stay(husum, by="Ute", at=timezone.now()).status == Status.LIVE
    assert not remove(departure.pk)
    again = leaving(husum)
    Departure.objects.filter(pk=again.pk).update(began_at=timezone.now())
    with pytest.raises(TooLate):
        stay(husum, by="Ute", at=timezone.now())


@pytest.mark.slow
def test_nothing_is_deleted_before_its_time(husum: Region) -> None:
    departure = leaving(husum, grace_over=False)

    sweep()

    assert Departure.objects.get(pk=departure.pk).began_at is None
    assert refundable_cents("husum") == {"schemas": 1, "roles": 1, "folders": 1}


def test_after_it_nothing_is_left_but_a_name_and_a_certificate(husum: Region, kiel: RegionCard) -> None:
    card = card_of(husum)
    departure = leaving(husum)
    write_requested_archive(archive_id=ArchiveFile.objects.get(region=husum).pk)
    for place in (card, kiel):
        with stepping_into(place):
            cache.set("gruss", "Moin")

    sweep()

    assert refundable_cents("husum") == {"schemas": 0, "roles": 0, "folders": 0}
    assert refundable_cents("kiel") | {"folders": 0} == {"schemas": 1, "roles": 1, "folders": 0}
    gone = Region.objects.get(pk=husum.pk)
    assert (gone.status, gone.name, gone.label) == (Status.GONE, "Stadt Husum", "husum")
    with stepping_into(card):
        assert cache.get("gruss") is None
    with stepping_into(kiel):
        assert cache.get("gruss") == "Moin"
    assert make_client(host="husum.localhost").get("/").status_code == 404
    assert list(departure.stages.values_list("name", flat=True)) == list(StageName.values)
    assert {step.by for step in Step.objects.filter(region=gone)} <= {"Region", "system"}


def test_the_certificate_says_what_was_deleted_and_names_nobody(husum: Region) -> None:
    leaving(husum)
    write_requested_archive(archive_id=ArchiveFile.objects.get(region=husum).pk)
    mail.outbox.clear()

    sweep()

    certificate = Certificate.objects.get()
    assert is_genuine(certificate)
    assert certificate.facts["rows"]["vouchers_voucher"] == 1
    assert certificate.facts["archive"]["sha256"] == ArchiveFile.objects.get().sha256
    words = json.dumps(certificate.facts)
    assert [name for name in ("Ute", "rathaus@", "kaeufer@") if name in words] == []
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(certificate_pdf(certificate))).pages)
    assert "Löschbescheinigung" in text
    assert "Stadtmarketing Husum" in text
    letters = [(letter.to, [name for name, _, _ in letter.attachments]) for letter in mail.outbox]
    assert letters == [(["rathaus@example.org"], [f"loeschbescheinigung-{certificate.number}.pdf"])]
    assert Departure.objects.get().contact == ""

    Certificate.objects.update(facts=certificate.facts | {"files": 0})
    assert not is_genuine(Certificate.objects.get())


def test_a_certificate_waits_in_the_outbox_while_the_queue_is_away(
    husum: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    departure = leaving(husum)
    mail.outbox.clear()

    def away(*args: object, **options: object) -> None:
        raise OSError("no broker")

    with monkeypatch.context() as patch:
        patch.setattr(RegionTask, "apply_async", away)
        assert remove(departure.pk)
    assert (mail.outbox, Departure.objects.get().contact) == ([], "")

    sweep_outbox(at=timezone.now() + timedelta(minutes=1))

    assert [letter.to for letter in mail.outbox] == [["rathaus@example.org"]]
    assert [letter.recipient for letter in outbox().filter(kind="archive.certificate")] == [""]


@pytest.mark.slow
@pytest.mark.parametrize("place", [name.value for name in StageName])
def test_a_deletion_cut_off_at_any_stage_is_taken_up_again(
    husum: Region, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    departure = leaving(husum)
    done = dict(remove_verb.STAGES)[StageName(place)]

    def cut_off(departure: Departure) -> dict[str, Any]:
        done(departure)  # done, but not noted
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(
            remove_verb,
            "STAGES",
            tuple((name, cut_off if name == place else take) for name, take in remove_verb.STAGES),
        )
        with pytest.raises(KeyboardInterrupt):
            remove(departure.pk)
    sweep()

    assert Departure.objects.get(pk=departure.pk).finished_at is not None
    assert refundable_cents("husum") == {"schemas": 0, "roles": 0, "folders": 0}
    assert Certificate.objects.get().facts["rows"]["vouchers_voucher"] == 1


@pytest.mark.slow
def test_what_fails_is_noted_and_tried_again(husum: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    departure = leaving(husum)
    with monkeypatch.context() as patch:
        patch.setattr(stages, "drop_cache_entries", lambda schema: 1 / 0)
        assert not remove(departure.pk)
    assert Departure.objects.get(pk=departure.pk).last_error == "ZeroDivisionError: division by zero"

    assert remove(departure.pk)
    assert Departure.objects.get(pk=departure.pk).last_error == ""


@pytest.mark.slow
def test_what_is_open_only_later_stops_the_deletion(husum: Region) -> None:
    card = card_of(husum)
    with stepping_into(card):
        voucher, business = Voucher.objects.get(), Business.objects.get()
        Voucher.objects.update(left_cents=0)
    departure = leaving(husum, handed_over_to="", hand_over_reason="")
    with stepping_into(card):
        Voucher.objects.update(left_cents=100)

    assert not remove(departure.pk)
    assert "1,00" in Departure.objects.get(pk=departure.pk).last_error
    with stepping_into(card):
        redeem(voucher.code, by=business, actor="Jan", amount_cents=100, at=NOON, key="rest")
    assert remove(departure.pk)


@pytest.mark.slow
def test_what_the_region_owes_to_a_business_later_stops_the_deletion_too(kiel: RegionCard, at_once: None) -> None:
    niebuell = make_region("niebuell")
    departure = leaving(niebuell, handed_over_to="", hand_over_reason="")
    with stepping_into(card_of(niebuell)):
        taken: dict[str, Any] = {"redemption_id": 1, "voucher": "…M2VH", "at": NOON}
        baker = taking_part().pk
        note_claim(baker, key="redeem:1", cents=300, **taken)

    assert not remove(departure.pk)
    assert "schuldet Betrieben 3,00" in Departure.objects.get(pk=departure.pk).last_error
    with stepping_into(card_of(niebuell)), transaction.atomic():
        note_claim(baker, key="reverse:1", cents=-300, **taken)
    assert remove(departure.pk)


def test_a_task_of_a_region_that_is_gone_is_refused(husum: Region) -> None:
    departure = leaving(husum)
    remove(departure.pk)

    with pytest.raises(NoRegion, match="r_husum, which is no region here"):
        call_as_worker("r_husum")


def call_as_worker(schema: str) -> None:
    sweep_region.push_request(headers={"kreislauf_region": schema})
    try:
        sweep_region()
    finally:
        sweep_region.pop_request()


def test_the_label_and_the_host_are_nobody_s_for_a_year(husum: Region) -> None:
    remove(leaving(husum).pk)

    with pytest.raises(LabelRefused, match="gehörte einer Region, die ausgezogen ist"):
        check_label("husum")
    assert Domain.objects.filter(domain="husum.localhost", tenant=husum).exists()
    assert release_labels(at=timezone.now() + timedelta(days=364)) == []
    assert release_labels(at=timezone.now() + timedelta(days=366)) == ["husum"]
    assert release_labels(at=timezone.now() + timedelta(days=366)) == []
    check_label("husum")
    assert not Domain.objects.filter(domain="husum.localhost").exists()
    assert Region.objects.get(pk=husum.pk).name == "Stadt Husum"


def test_the_commands(husum: Region) -> None:
    told = io.StringIO()
    with pytest.raises(CommandError, match=r"It is husum\.localhost\."):
        call_command("region", "delete", "husum", "--host", "husum")
    with pytest.raises(CommandError, match=r"worth 37\.50 euro"):
        call_command("region", "delete", "husum", "--host", "husum.localhost")
    words = ["--handed-over-to", "Stadtmarketing", "--because", "Vertrag"]
    call_command("region", "delete", "husum", "--host", "husum.localhost", *words, stdout=told)
    call_command("region", "stay", "husum", stdout=told)

    assert told.getvalue().splitlines()[-1] == "Stadt Husum stays: live."
    with pytest.raises(CommandError, match="it was not leaving"):
        call_command("region", "stay", "husum")
