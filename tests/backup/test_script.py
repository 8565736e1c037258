"""What deploy/compose/backup/kreislauf-pgbackrest hands to pgBackRest: secrets from files, a moment with its zone."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "compose" / "backup" / "kreislauf-pgbackrest"


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Stand-ins that say how they were called."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "pgbackrest").write_text('#!/bin/sh\nenv | grep ^PGBACKREST_ | sort\nprintf "%s\\n" "$@"\n')
    (folder / "postgres").write_text('#!/bin/sh\necho postgres "$@"\n')
    for program in folder.iterdir():
        program.chmod(0o755)
    return folder


def run(programs: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": f"{programs}:{os.defpath}", "PGDATA": "/data", **variables}
    return subprocess.run(
        [SCRIPT, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=30
    )


def test_secrets_come_from_files_and_what_is_empty_is_not_there(programs: Path, tmp_path: Path) -> None:
    (tmp_path / "passphrase").write_text("correct horse\n")
    (tmp_path / "key").touch()

    said = run(
        *(programs, "push", "pg_wal/0001"),
        PGBACKREST_REPO1_CIPHER_PASS_FILE=str(tmp_path / "passphrase"),
        PGBACKREST_REPO1_S3_KEY_FILE=str(tmp_path / "key"),
        PGBACKREST_REPO1_S3_BUCKET="",
        PGBACKREST_REPO1_TYPE="posix",
    ).stdout.splitlines()

    assert said == [
        "PGBACKREST_REPO1_CIPHER_PASS=correct horse",
        "PGBACKREST_REPO1_TYPE=posix",
        "PGBACKREST_STANZA=kreislauf",
        "archive-push",
        "pg_wal/0001",
    ]


@pytest.mark.parametrize(
    "moment", ["2026-11-27 14:00:00+01", "2026-11-27 14:00:00.123456-05:30", "2026-11-27 14:00+00"]
)
def test_a_moment_with_its_zone_is_restored(programs: Path, moment: str) -> None:
    said = run(programs, "restore", moment).stdout.splitlines()

    assert said[1:] == [
        f'--recovery-option=restore_command={SCRIPT} get %f "%p"',
        *("--type=time", f"--target={moment}", "--target-action=promote", "restore"),
    ]


@pytest.mark.parametrize("moment", ["2026-11-27 14:00:00", "2026-11-27", "yesterday", "2026-11-27 14:00:00 CET"])
def test_a_moment_without_a_zone_is_refused(programs: Path, moment: str) -> None:
    done = run(programs, "restore", moment)

    assert (done.returncode, done.stdout) == (2, "")
    assert "name the time with its zone" in done.stderr


def test_without_a_moment_the_log_is_replayed_to_its_end(programs: Path) -> None:
    assert run(programs, "restore", "").stdout.splitlines()[-1:] == ["restore"]


def test_a_copy_sends_its_log_nowhere(programs: Path) -> None:
    assert "-c archive_mode=off" in run(programs, "scratch").stdout.splitlines()[-1]


def test_a_time_line_is_named_to_pgbackrest(programs: Path) -> None:
    said = run(programs, "restore", "2026-11-27 14:00:00+01", "1").stdout.splitlines()

    assert "--target-timeline=1" in said
    assert "--type=time" in said


def test_a_backup_by_hand_waits_for_the_one_that_is_being_made(programs: Path, tmp_path: Path) -> None:
    """pgBackRest ends with 50 while another one has its lock."""
    done = tmp_path / "tries"
    (programs / "pgbackrest").write_text(
        f'#!/bin/sh\necho "$*" >>{done}\n[ "$(wc -l <{done})" -gt 2 ] || exit 50\n[ "$1" != --type=diff ]\n'
    )
    (programs / "sleep").write_text("#!/bin/sh\n")
    (programs / "sleep").chmod(0o755)

    assert run(programs, "now", "full").returncode == 0
    assert done.read_text() == "--type=full backup\n" * 3
    assert run(programs, "now", "diff").returncode == 1
