"""`restore.sh` on a machine whose docker only writes down what it was asked, and answers as a test wants it to."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.deploy import noting_docker

DOCKER = """#!/bin/sh
echo "$*" >>"$CALLS"
case "$*" in
  *"pictures-backup lost"*) exit "$LOST" ;;
  *"$FAILS"*) exit 7 ;;
  *pg_is_in_recovery*) echo t ;;
  inspect*) echo healthy ;;
esac
"""
IS_LOST, IS_NOT_LOST, DOES_NOT_ANSWER = "0", "10", "2"
MOMENT = "2026-11-27 14:00:00+01"


class Machine(noting_docker.Machine):
    def restore(
        self, *words: str, lost: str = IS_NOT_LOST, fails: str = "nothing does"
    ) -> subprocess.CompletedProcess[str]:
        return self.run("restore.sh", ["--yes", *words], LOST=lost, FAILS=fails)

    @property
    def called(self) -> list[str]:
        """Without what each call begins with."""
        return [line.rpartition("--project-name kreislauf ")[2] for line in self.calls.read_text().splitlines()]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    found = Machine(tmp_path, docker=DOCKER)
    found.settings.write_text("PLATFORM_HOST=kreis.example\nKREISLAUF_IMAGE=kreislauf:1\n")
    return found


@pytest.mark.parametrize("words", [("2026-11-27 14:00",), ("--picture",), ("gestern",), (MOMENT, "der ersten")])
def test_a_slip_of_the_pen_stops_nothing(machine: Machine, words: tuple[str, ...]) -> None:
    done = machine.restore(*words)

    assert done.returncode == 2
    assert [line for line in machine.called if " stop " in f" {line}"] == []


def test_the_whole_goes_back_to_a_moment_of_a_time_line(machine: Machine) -> None:
    done = machine.restore(MOMENT, "1")

    assert done.returncode == 0, done.stderr
    assert f"run --rm -T --no-deps backup restore {MOMENT} 1" in machine.called
    assert machine.called[-1] == "exec -T backup kreislauf-pgbackrest now full"
    assert "again" not in done.stderr


def test_a_store_that_is_not_lost_is_left_alone_and_runs(machine: Machine) -> None:
    assert machine.restore("--pictures", lost=IS_NOT_LOST).returncode == 0
    assert "run --rm -T --no-deps pictures-backup restore" not in machine.called
    assert "up -d --no-deps store pictures-backup" in machine.called


def test_a_lost_store_is_stopped_while_it_is_put_back(machine: Machine) -> None:
    assert machine.restore("--pictures", lost=IS_LOST).returncode == 0
    assert [line for line in machine.called if "pictures-backup" in line][1:] == [
        "stop store pictures-backup",
        "run --rm -T --no-deps pictures-backup restore",
        "up -d --no-deps store pictures-backup",
    ]


@pytest.mark.parametrize("lost", [DOES_NOT_ANSWER, "1", "125"])
def test_whatever_keeps_it_from_knowing_is_no_store_that_is_well(machine: Machine, lost: str) -> None:
    done = machine.restore("--pictures", lost=lost)

    assert (done.returncode, "✗ Pictures, if the store is lost" in done.stderr) == (1, True)


def test_a_restore_of_the_store_that_fails_starts_nothing_and_says_so(machine: Machine) -> None:
    done = machine.restore("--pictures", lost=IS_LOST, fails="pictures-backup restore")

    assert done.returncode == 1
    assert "up -d --no-deps store pictures-backup" not in machine.called


def test_once_people_are_back_nobody_is_asked_to_restore_again(machine: Machine) -> None:
    early = machine.restore(MOMENT, fails="backup restore")
    late = machine.restore(MOMENT, fails="now full")

    assert (early.returncode, "Do not restore it again" in early.stderr) == (1, False)
    assert (late.returncode, "Do not restore it again" in late.stderr) == (1, True)
