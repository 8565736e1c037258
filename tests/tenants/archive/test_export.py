"""What a region takes away with it: whole, of one moment, without secrets, and to be checked by anybody."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kreislauf.accounts.api import create_token
from kreislauf.accounts.models import User
from kreislauf.house import declared
from kreislauf.pictures.images import accept_upload
from kreislauf.pictures.stored import store_picture
from kreislauf.regions import RegionCard, stepping_into
from marketplace.vouchers.codes import grouped
from marketplace.vouchers.models import Voucher
from tenants.archive import left_out
from tenants.archive.export import export
from tenants.archive.signature import BadSignature, UnknownKey, check_signature_file, public_key
from tenants.archive.tables import tables_of
from tenants.models import Region
from tests.journeys.pictures import png
from tests.make import NOON, PASSWORD, make_business, make_voucher
from tests.tenants.archive.sold import sold_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
SUSPICIOUS = re.compile("password|token|secret|key|hash|session|digest")


def written(card: RegionCard) -> tuple[zipfile.ZipFile, dict[str, Any]]:
    out = io.BytesIO()
    about = export(Region.objects.get(pk=card.id), out, at=NOON)
    return zipfile.ZipFile(out), about


def rows(archive: zipfile.ZipFile, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in archive.read(f"tabellen/{table}.jsonl").splitlines()]


def test_pictures_of_forms_stay_here_and_those_that_wait_for_approval_come_along(
    kiel: RegionCard, media_folder: Path
) -> None:
    sold_in(kiel)
    with stepping_into(kiel):
        store_picture(accept_upload(png("im Formular")), folder="betriebe")
        waiting = store_picture(accept_upload(png("wartet")), folder="betriebe")
        make_business(name="Wartet", approved_at=None, picture=waiting)

    archive, _ = written(kiel)

    names = [name.rpartition("/")[0] for name in archive.namelist() if name.startswith("medien/")]
    assert names == ["medien/betriebe"] * 2 + ["medien/eingang/betriebe"] * 2
    digest = waiting.rpartition("/")[2].partition("-")[0]
    assert [digest in name for name in archive.namelist() if "/eingang/" in name] == [True, True]


def test_an_archive_holds_every_row_every_file_and_what_people_may_still_ask_for(kiel: RegionCard) -> None:
    voucher = sold_in(kiel, cents=5000, spent=1250)

    archive, about = written(kiel)

    assert archive.testzip() is None
    assert [row["code"] for row in rows(archive, "vouchers_voucher")] == [voucher.code]
    assert rows(archive, "vouchers_redemption")[0]["redeemed_at"].endswith("+00:00")
    assert about["balances"] == {"vouchers": 1, "cents": 3750}
    lines = archive.read("salden.csv").decode("utf-8-sig").splitlines()
    assert lines == [
        "Code;Betrieb;Wert;Rest;Ausgestellt am;Einlösbar bis;Bemerkung",
        f"{grouped(voucher.code)};Bäckerei Jansen;50,00;37,50;02.11.2026;31.12.2029;",
    ]
    pictures = [name for name in archive.namelist() if name.startswith("medien/")]
    assert [archive.read(name)[:4] for name in pictures] == [b"RIFF"] * len(pictures)
    assert len(pictures) > 0
    assert "Landeshauptstadt Kiel" in archive.read("LIESMICH.txt").decode()


def test_every_file_is_summed_and_counted(kiel: RegionCard) -> None:
    sold_in(kiel)

    archive, about = written(kiel)

    unlisted = {"manifest.json", "signatur.txt"}
    assert set(about["files"]) == set(archive.namelist()) - unlisted
    for name, facts in about["files"].items():
        content = archive.read(name)
        assert facts["sha256"] == hashlib.sha256(content).hexdigest(), name
        assert facts["bytes"] == len(content), name
        if name.endswith(".jsonl"):
            assert facts["rows"] == len(content.splitlines()), name
    assert json.loads(archive.read("manifest.json")) == about


@pytest.mark.slow
def test_the_region_s_own_tables_are_all_there(kiel: RegionCard) -> None:
    archive, _about = written(kiel)

    with stepping_into(kiel), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [kiel.schema])
        tables = {name for (name,) in cursor.fetchall()}
    held = {name.removeprefix("tabellen/").removesuffix(".jsonl") for name in archive.namelist() if "/" in name}
    assert tables - held == left_out.OF_THE_CODE | set(left_out.left_out_tables())
    # Whoever reads it without us finds each of them explained.
    explained = archive.read("LIESMICH.txt").decode()
    assert [name for name in tables & held if name not in explained] == []


def test_no_secret_leaves_the_house(kiel: RegionCard) -> None:
    sold_in(kiel)
    with stepping_into(kiel):
        hashed = User.objects.get().password
        _row, token = create_token(name="Kasse", business_id=1, scopes=["vouchers:read"], by="Ute", at=NOON)

    archive, _about = written(kiel)

    everything = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="replace")
    assert [secret for secret in (hashed, hashed[-40:], PASSWORD, token) if secret in everything] == []
    assert [row["password"] for row in rows(archive, "accounts_user")] == ["!archiv"]


def test_every_column_that_looks_like_a_secret_was_looked_at(kiel: RegionCard) -> None:
    with stepping_into(kiel), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        columns = [
            f"{table.name}.{column.name}" for table in tables_of(cursor, kiel.schema) for column in table.columns
        ]
    decided = {f"{table}.{column}" for table, column in left_out.COLUMNS} | set(declared("not_secret"))
    assert {column for column in columns if SUSPICIOUS.search(column.split(".")[1])} == decided


def test_every_table_is_explained_or_said_to_be_left_out(kiel: RegionCard) -> None:
    with stepping_into(kiel), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [kiel.schema])
        tables = {name for (name,) in cursor.fetchall()} - left_out.OF_THE_CODE
    assert {*declared("tables"), *declared("left_out")} == tables
    assert declared("tables").keys() & declared("left_out").keys() == set()


def test_the_signature_is_checked_without_us(kiel: RegionCard, tmp_path: Path) -> None:
    archive, about = written(kiel)
    archive.extractall(tmp_path)
    commands = [line.strip() for line in (tmp_path / "LIESMICH.txt").read_text().splitlines() if line.startswith("   ")]
    shell = [line for line in commands if line.startswith(("sed ", "openssl ", "sha256sum "))]

    said = subprocess.run(["sh", "-ec", "\n".join(shell)], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert said.returncode == 0, said.stderr
    assert "Signature Verified Successfully" in said.stdout
    assert said.stdout.count(": OK") == len(about["files"]) - 1


@pytest.mark.slow
def test_a_changed_manifest_or_a_stranger_s_key_is_noticed(kiel: RegionCard, settings: Any) -> None:
    archive, _about = written(kiel)
    manifest, sheet = archive.read("manifest.json"), archive.read("signatur.txt").decode()
    ours = public_key()

    assert check_signature_file(sheet, manifest) == ours
    with pytest.raises(BadSignature):
        check_signature_file(sheet, manifest.replace(b"Kiel", b"Kiew", 1))
    settings.SECRET_KEY = "eine andere Installation"
    with pytest.raises(UnknownKey) as refused:
        check_signature_file(sheet, manifest)
    assert refused.value.key == ours
    assert check_signature_file(sheet, manifest, trusted=ours) == ours


@pytest.mark.slow
def test_the_rows_are_those_of_one_moment(kiel: RegionCard) -> None:
    """A voucher that is bought while the archive is being written is not half in it."""
    sold_in(kiel)
    out = io.BytesIO()
    seen: list[str] = []

    def buy_meanwhile(sentence: str) -> None:
        seen.append(sentence)
        if sentence.endswith("vouchers_offer"):  # the tables before it are written
            elsewhere(kiel)

    about = export(Region.objects.get(pk=kiel.id), out, at=NOON, report=buy_meanwhile)

    assert about["files"]["tabellen/vouchers_voucher.jsonl"]["rows"] == 1
    assert seen[0].startswith("Tabelle 1 von ")
    with stepping_into(kiel):
        assert Voucher.objects.count() == 2


def elsewhere(card: RegionCard) -> None:
    """In another connection, as another person's request would be."""
    from threading import Thread

    from django.db import connections

    def work() -> None:
        with stepping_into(card):
            make_voucher()
        connections.close_all()

    thread = Thread(target=work)
    thread.start()
    thread.join()


@pytest.mark.slow
def test_the_command_writes_a_file_once(kiel: RegionCard, tmp_path: Path) -> None:
    sold_in(kiel, cents=5000, spent=1250)
    told = io.StringIO()

    call_command("region", "export", "kiel", "--to", str(tmp_path / "kiel.zip"), stdout=told)

    assert [path.name for path in tmp_path.iterdir()] == ["kiel.zip"]
    assert "Open vouchers: 1, worth 37.50 euro." in told.getvalue().splitlines()
    with pytest.raises(CommandError, match="is there already"):
        call_command("region", "export", "kiel", "--to", str(tmp_path / "kiel.zip"))
