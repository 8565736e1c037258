"""deploy/compose/backup/kreislauf-restic backs up the files of a store, and brings back a store that is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from kreislauf.backups import backup_age_seconds
from tests.backup.object_store import REGION, ObjectStore, object_store

pytestmark = [
    pytest.mark.slow,
    # boto3 leaves its sockets to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "compose" / "backup" / "kreislauf-restic"
BUCKET = "kreislauf"
PICTURES = {f"r_kiel/{number}.webp": os.urandom(2000) for number in range(8)}


@dataclass
class Machine:
    """A store that may be lost, the place of its backups elsewhere, and the script."""

    folder: Path
    store: ObjectStore
    variables: dict[str, str]

    @property
    def data(self) -> Path:
        return self.store.folder

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": os.environ["PATH"], "STORE_DATA": str(self.data), **self.variables}
        return subprocess.run(
            [SCRIPT, *words], env=environment, capture_output=True, text=True, check=False, timeout=120
        )

    def done(self, *words: str) -> str:
        result = self.run(*words)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout + result.stderr

    def lose(self) -> None:
        """The disk; a new one is there, with empty folders."""
        self.store.stop()
        for name in ("objects", "versions"):
            shutil.rmtree(self.data / name)
        (self.data / "objects" / BUCKET).mkdir(parents=True)
        (self.data / "versions").mkdir()


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    """Its backups lie in a folder."""
    if not shutil.which("restic"):
        pytest.skip("There is no restic: apt-get install restic")
    (tmp_path / "passphrase").write_text("only for tests")
    variables = {
        "BACKUP_PATH": str(tmp_path / "repository"),
        "BACKUP_PASSPHRASE_FILE": str(tmp_path / "passphrase"),
        "BACKUP_REPORT": str(tmp_path / "pictures.json"),
    }
    with object_store(tmp_path / "here", buckets=(BUCKET,)) as store:
        client = store.client()
        for name, content in PICTURES.items():
            client.put_object(Bucket=BUCKET, Key=name, Body=content, ContentType="image/webp")
        client.close()
        yield Machine(tmp_path, store, variables)


@pytest.fixture
def elsewhere(machine: Machine) -> Iterator[None]:
    """They go to another store instead."""
    with object_store(machine.folder / "elsewhere", buckets=("backups",)) as store:
        keys = store.variables("backups")
        (machine.folder / "key").write_text(keys["S3_KEY"])
        (machine.folder / "secret").write_text(keys["S3_SECRET"])
        machine.variables |= {
            "BACKUP_TYPE": "s3",
            "BACKUP_PATH": "/kreislauf",
            "BACKUP_S3_ENDPOINT": "localhost",
            "BACKUP_S3_PORT": str(store.port),
            "BACKUP_S3_BUCKET": "backups",
            "BACKUP_S3_REGION": REGION,
            "BACKUP_S3_URI_STYLE": "path",
            "BACKUP_S3_KEY_FILE": str(machine.folder / "key"),
            "BACKUP_S3_KEY_SECRET_FILE": str(machine.folder / "secret"),
            "RESTIC_CACHE_DIR": str(machine.folder / "cache"),
            "SSL_CERT_FILE": str(store.authority),
        }
        yield


def held(store: ObjectStore) -> dict[str, tuple[bytes, str]]:
    """Name → content and its type, which the store keeps beside the file."""
    client: Any = store.client()
    names = [one["Key"] for one in client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]
    found = {name: client.get_object(Bucket=BUCKET, Key=name) for name in names}
    content = {name: (answer["Body"].read(), answer["ContentType"]) for name, answer in found.items()}
    client.close()
    return content


@pytest.mark.usefixtures("elsewhere")
def test_a_lost_store_comes_back_and_no_other_one_is_touched(machine: Machine) -> None:
    deleted, *others = PICTURES
    machine.done("now")
    client = machine.store.client()
    client.delete_object(Bucket=BUCKET, Key=deleted)
    client.close()

    refused = machine.run("restore")
    assert (refused.returncode, "does not look lost" in refused.stderr) == (10, True)
    assert deleted not in held(machine.store)

    machine.done("now")
    machine.lose()
    refused = machine.run("now")  # the newest backup would be the empty one
    assert (refused.returncode, "it looks lost, and was not backed up" in refused.stderr) == (1, True)
    (machine.data / "restoring").touch()  # as one leaves it that was cut off
    for name in ("a", "b", "c", "d", "e", "f"):
        (machine.data / "objects" / name).touch()  # more than half
    assert machine.run("now").returncode == 1
    machine.done("restore")
    assert not (machine.data / "restoring").exists()
    machine.store.start()

    assert held(machine.store) == {name: (PICTURES[name], "image/webp") for name in others}
    client = machine.store.client()
    versions = client.list_object_versions(Bucket=BUCKET, Prefix=deleted)  # it can still be undeleted
    client.close()
    assert len(versions["Versions"]) == len(versions["DeleteMarkers"]) == 1


def test_old_backups_go_and_the_platform_knows_how_old_the_newest_one_is(machine: Machine, settings: Settings) -> None:
    settings.BACKUP_REPORT, settings.PICTURES_BACKUP_REPORT = "", machine.variables["BACKUP_REPORT"]
    assert (backup_age_seconds(at=timezone.now()) or 0) > 1e9
    begun = time.monotonic()
    machine.done("now")
    age = backup_age_seconds(at=timezone.now())
    assert age is not None
    assert 0 <= age <= time.monotonic() - begun + 2

    _backed_up(machine, hours_ago=1000)
    _backed_up(machine, hours_ago=200)
    machine.done("forget")

    machine.done("check")
    assert "2 snapshots" in machine.done("info")


def _backed_up(machine: Machine, *, hours_ago: float) -> None:
    at = timezone.localtime() - timedelta(hours=hours_ago)
    words = ["--repo", f"{machine.variables['BACKUP_PATH']}/pictures", "--time", f"{at:%Y-%m-%d %H:%M:%S}"]
    secret = {"RESTIC_PASSWORD_FILE": machine.variables["BACKUP_PASSPHRASE_FILE"]}
    command = ["restic", "backup", "--no-cache", "--host", "kreislauf", *words, machine.data]
    subprocess.run(command, env={"PATH": os.environ["PATH"], **secret}, capture_output=True, check=True, timeout=120)


def test_a_repository_that_does_not_answer_is_no_lost_store(machine: Machine) -> None:
    machine.done("now")
    (machine.folder / "passphrase").write_text("another")

    assert machine.run("lost").returncode == 2
    refused = machine.run("restore")
    assert (refused.returncode, "does not answer" in refused.stderr) == (2, True)
