"""From the file back into a region: every row, every cent, every code; and nothing at all where something is wrong."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connections, transaction

from kreislauf.accounts.addresses import reset_address
from kreislauf.accounts.models import User
from kreislauf.pictures.stored import picture_url
from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses.models import Business
from marketplace.vouchers.codes import new_order_number
from marketplace.vouchers.models import Order, Voucher
from marketplace.vouchers.till.redeem import redeem
from tenants.archive import import_archive as verb
from tenants.archive.compatibility import TooNew
from tenants.archive.export import export
from tenants.archive.import_archive import OriginalIsHere, import_archive
from tenants.archive.reader import Damaged
from tenants.archive.signature import UnknownKey, public_key, signature_file
from tenants.engine import roles
from tenants.models import Domain, Region, Status, Step
from tests.conftest import make_client
from tests.ledger import balances
from tests.make import NOON, PASSWORD
from tests.tenants.archive.seen import card_of, rows
from tests.tenants.archive.sold import sold_in
from tests.tenants.archive.spoil import spoilt
from tests.tenants.engine.shape import shape_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def file(kiel: RegionCard, tmp_path: Path) -> Path:
    """Kiel's archive: a voucher over 50 euro, of which 12,50 are spent."""
    sold_in(kiel, cents=5000, spent=1250)
    roles.drop("r_husum")  # roles outlive a test's region
    path = tmp_path / "kiel.zip"
    export(Region.objects.get(pk=kiel.id), path, at=NOON)
    # As if the archive came from another installation: beside its own region it is refused.
    Region.objects.filter(pk=kiel.id).update(origin=uuid4())
    return path


def nothing_of(label: str) -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = %s", [f"r_{label}"])
        schemas = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [f"r_{label}"])
        roles = cursor.fetchone()
    hosts = Domain.objects.filter(domain__startswith=f"{label}.").count()
    return (schemas, roles, hosts, Region.objects.filter(label=label).count()) == ((0,), (0,), 0, 0)


def test_a_region_comes_back_row_by_row(file: Path, kiel: RegionCard) -> None:
    region = import_archive(file, label="husum", by="Robin", at=NOON)

    card = card_of(region)
    before, after = rows(kiel), rows(card)
    hashed = [text for text in before["accounts_user"] if "argon2" in text]
    assert hashed != []
    assert (before.pop("mail_outgoingmail") != [], after.pop("mail_outgoingmail")) == (True, [])
    for name in ("accounts_user", "accounts_session", "django_migrations"):
        assert len(before.pop(name)) == len(after.pop(name)), name
    assert after == before
    assert (region.status, region.name) == (Status.LIVE, "Landeshauptstadt Kiel")
    assert [step.note for step in Step.objects.filter(region=region, status=Status.LIVE, by="Robin")] == [
        "Archiv vom 2026-11-02"
    ]


def test_every_cent_and_every_code_is_good_and_the_links_open(file: Path, kiel: RegionCard) -> None:
    card = card_of(import_archive(file, label="husum", by="Robin", at=NOON))

    with stepping_into(kiel):
        expected, token = balances(), Order.objects.get().token
    with stepping_into(card):
        assert balances() == expected
        voucher, business = Voucher.objects.get(), Business.objects.get()
        redeem(voucher.code, by=business, actor="Jan", amount_cents=3750, at=NOON, key="tipp-2")
        assert Voucher.objects.get().left_cents == 0
        assert Order.objects.create(**copied(Order.objects.get())).pk > Order.objects.get(token=token).pk
    assert make_client(card).get(f"/bestellung/{token}/").status_code == 200
    with stepping_into(card):
        picture = picture_url(business.picture)
    assert [b"".join(make_client(place).get(picture))[:4] for place in (card, kiel)] == [b"RIFF", b"RIFF"]


def copied(order: Order) -> dict[str, Any]:
    """The next row that somebody buys must get a number of its own."""
    fields = {field.attname: getattr(order, field.attname) for field in Order._meta.concrete_fields}
    return fields | {"id": None, "token": "neu", "key": "neu", "number": new_order_number()}


@pytest.mark.slow
def test_people_set_a_new_password_and_are_in(file: Path) -> None:
    card = card_of(import_archive(file, label="husum", by="Robin", at=NOON))
    with stepping_into(card):
        user = User.objects.get()
        link = reset_address(user)

    client = make_client(card)
    refused = client.post("/anmelden/", {"email": user.email, "password": PASSWORD})
    path = link.removeprefix(card.url)
    client.post(path, {"password": "ein-ganz-neues-wort", "again": "ein-ganz-neues-wort"})
    accepted = make_client(card).post("/anmelden/", {"email": user.email, "password": "ein-ganz-neues-wort"})

    assert (refused.status_code, accepted.status_code) == (422, 302)


@pytest.mark.slow
def test_an_archive_of_another_installation_needs_its_key(file: Path, settings: Any) -> None:
    theirs = public_key()
    settings.SECRET_KEY = "eine andere Installation"

    with pytest.raises(UnknownKey):
        import_archive(file, label="husum", by="Robin", at=NOON)
    assert nothing_of("husum")
    assert import_archive(file, label="husum", trusted=theirs, by="Robin", at=NOON).status == Status.LIVE


@pytest.mark.slow
def test_an_older_archive_goes_through_the_migrations_that_it_missed(file: Path, kiel: RegionCard) -> None:
    missed = {"ledger.0002_held_by_the_database", "branding.0002_logo_is_a_stored_picture"}
    older = spoilt(file, lambda about: about["migrations"].remove("ledger.0002_held_by_the_database"))
    older = spoilt(older, lambda about: about["migrations"].remove("branding.0002_logo_is_a_stored_picture"))
    assert missed.isdisjoint(json.loads(zipfile.ZipFile(older).read("manifest.json"))["migrations"])

    region = import_archive(older, label="husum", by="Robin", at=NOON)

    with connections["owner"].cursor() as cursor, stepping_into(None):
        cursor.execute("BEGIN")
        shapes = [set(shape_of(cursor, schema)) for schema in (region.schema_name, kiel.schema)]
        cursor.execute("ROLLBACK")
    differing = {line for line in shapes[0] ^ shapes[1] if not line.startswith("grant")}
    assert differing == set()


@pytest.mark.slow
def test_a_newer_archive_names_what_it_needs(file: Path) -> None:
    newer = spoilt(file, lambda about: about["migrations"].append("vouchers.9999_from_the_future"))

    with pytest.raises(TooNew, match=r"knows vouchers\.9999_from_the_future"):
        import_archive(newer, label="husum", by="Robin", at=NOON)
    assert nothing_of("husum")


@pytest.mark.slow
@pytest.mark.parametrize("place", ["make_scratch_schema", "_check_balances", "_pictures", "_open"])
def test_whatever_fails_leaves_nothing(file: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(verb, place, fail)
    with pytest.raises(OSError, match="disk full"):
        import_archive(file, label="husum", by="Robin", at=NOON)

    assert nothing_of("husum")


@pytest.mark.slow
def test_a_try_that_was_killed_serves_nobody_and_the_next_one_repairs_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(verb, "roll_back", lambda region: None)  # as if the process had been killed there
        patch.setattr(verb, "_open", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            import_archive(file, label="husum", by="Robin", at=NOON)
    assert Region.objects.get(label="husum").status == Status.PROVISIONING
    assert make_client(host="husum.localhost").get("/").status_code == 404

    assert import_archive(file, label="husum", by="Robin", at=NOON).status == Status.LIVE


@pytest.mark.slow
def test_journals_of_an_older_archive_get_their_lines(file: Path, kiel: RegionCard) -> None:
    """Written before journals carried their lines: then only the entries knew them."""
    newer = {
        "ledger.0005_journal_carries_its_lines",
        "ledger.0006_lines_of_old_journals",
        "ledger.0007_no_journal_without_lines",
        "ledger.0008_accounts_open_first",
    }

    def as_it_was(about: dict[str, Any]) -> None:
        about["migrations"] = [name for name in about["migrations"] if name not in newer]
        about["columns"]["ledger_journal"] = ["id", "key", "at", "memo"]

    def without_lines(line: bytes) -> bytes:
        row = json.loads(line)
        return json.dumps({name: row[name] for name in ("id", "key", "at", "memo")}).encode() + b"\n"

    older = spoilt(file, as_it_was, rows={"ledger_journal": without_lines})

    card = card_of(import_archive(older, label="husum", by="Robin", at=NOON))

    before, after = rows(kiel), rows(card)
    assert len(before["ledger_journal"]) == 3
    for table in ("ledger_journal", "ledger_entry", "ledger_account"):
        assert after[table] == before[table]


@pytest.mark.slow
@pytest.mark.parametrize("table", ["ledger_entry", "ledger_journal"])
def test_rows_that_do_not_balance_are_refused(file: Path, table: str) -> None:
    """The ledger holds its sums in the database, whoever writes."""

    def one_cent_more(line: bytes) -> bytes:
        row = json.loads(line)
        cents = row["cents"]
        more = cents + 1 if table == "ledger_entry" else [cents[0] + 1, *cents[1:]]
        return json.dumps(row | {"cents": more}).encode() + b"\n"

    wrong = spoilt(file, rows={table: one_cent_more})
    with pytest.raises(Damaged, match=r"entries are written by their journal|journal_balances"):
        import_archive(wrong, label="husum", by="Robin", at=NOON)
    assert nothing_of("husum")


@pytest.mark.slow
def test_one_cent_less_in_the_vouchers_than_the_archive_says_is_refused(file: Path) -> None:
    def one_cent_less(line: bytes) -> bytes:
        row = json.loads(line)
        return json.dumps(row | {"left_cents": row["left_cents"] - 1}).encode() + b"\n"

    with pytest.raises(Damaged, match="Open vouchers are worth 3749 cents, not 3750"):
        import_archive(spoilt(file, rows={"vouchers_voucher": one_cent_less}), label="husum", by="Robin", at=NOON)
    assert nothing_of("husum")


@pytest.mark.slow
def test_no_password_and_no_other_column_is_imported(file: Path, kiel: RegionCard) -> None:
    with stepping_into(kiel):
        hashed = User.objects.get().password

    def with_password(line: bytes) -> bytes:
        return json.dumps(json.loads(line) | {"password": hashed}).encode() + b"\n"

    region = import_archive(spoilt(file, rows={"accounts_user": with_password}), label="husum", by="Robin", at=NOON)

    with stepping_into(card_of(region)):
        assert not User.objects.get().has_usable_password()
    other = spoilt(file, lambda about: about["columns"]["vouchers_offer"].append("is_free"))
    Region.objects.filter(pk=region.pk).update(status=Status.GONE)
    with pytest.raises(Damaged, match="vouchers_offer has other columns"):
        import_archive(other, label="niebuell", by="Robin", at=NOON)


@pytest.mark.slow
def test_a_label_in_use_is_refused_with_another_idea(file: Path) -> None:
    with pytest.raises(CommandError, match=r"Diese Subdomain hat schon eine andere Region\."):
        call_command("region", "import", str(file))


@pytest.mark.slow
def test_the_command_tells_where_the_region_is(file: Path) -> None:
    told = io.StringIO()

    call_command("region", "import", str(file), "--label", "husum", stdout=told)

    assert "Landeshauptstadt Kiel: live at http://husum.localhost/" in told.getvalue().splitlines()


@pytest.mark.slow
def test_the_sheet_of_a_stranger_is_no_signature(file: Path) -> None:
    stranger = spoilt(file, lambda about: None, sign=lambda text: signature_file(text + b" ", name="manifest.json"))

    with pytest.raises(CommandError, match="changed after it was signed"):
        call_command("region", "import", str(stranger), "--label", "husum")


def origin_in(file: Path) -> UUID:
    return UUID(json.loads(zipfile.ZipFile(file).read("manifest.json"))["region"]["origin"])


@pytest.mark.parametrize("status", [Status.DRAFT, Status.LIVE, Status.SUSPENDED, Status.LEAVING])
def test_beside_its_own_region_an_archive_is_refused_and_each_code_pays_once(
    file: Path, kiel: RegionCard, status: Status
) -> None:
    Region.objects.filter(pk=kiel.id).update(origin=origin_in(file), status=status)
    try:
        with pytest.raises(OriginalIsHere, match=f"lives here as kiel \\({status}\\)"):
            import_archive(file, label="husum", by="Robin", at=NOON)
        assert nothing_of("husum")
    finally:
        Region.objects.filter(pk=kiel.id).update(status=Status.LIVE)


def test_when_the_original_is_gone_its_archive_becomes_a_region_and_only_once(file: Path, kiel: RegionCard) -> None:
    Region.objects.filter(pk=kiel.id).update(origin=origin_in(file), status=Status.GONE)
    try:
        region = import_archive(file, label="husum", by="Robin", at=NOON)
        assert (region.status, region.origin) == (Status.LIVE, origin_in(file))
        with pytest.raises(OriginalIsHere, match="lives here as husum"):
            import_archive(file, label="niebuell", by="Robin", at=NOON)
        with pytest.raises(IntegrityError, match="region_origin_once"), transaction.atomic():
            Region.objects.filter(pk=kiel.id).update(status=Status.LIVE)
    finally:
        Region.objects.filter(pk=kiel.id).update(origin=uuid4(), status=Status.LIVE)


def test_an_archive_from_before_is_known_by_the_regions_number(file: Path, kiel: RegionCard) -> None:
    older = spoilt(file, lambda about: about["region"].pop("origin"))
    with pytest.raises(CommandError, match="lives here as kiel"):
        call_command("region", "import", str(older), "--label", "husum")
