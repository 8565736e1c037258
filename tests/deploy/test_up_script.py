"""`up.sh` on a machine whose docker only writes down what it was asked, and fails where a test wants it to."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.deploy import noting_docker

DOCKER = """#!/bin/sh
echo "$*" >>"$CALLS"
case "$*" in
  *"$FAILS"*) echo "no such thing" >&2; exit 7 ;;
  inspect*) echo healthy ;;
esac
"""


class Machine(noting_docker.Machine):
    def up(self, *words: str, fails: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """The script, up to the docker command with these words in it."""
        return self.run("up.sh", words, FAILS=fails, **environment)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path, docker=DOCKER)


def test_a_step_that_fails_is_named_with_what_it_said_and_nothing_follows(machine: Machine) -> None:
    done = machine.up("--host", "kreis.example", fails="run --rm -T prepare prepare")

    assert done.returncode == 7
    assert done.stderr == "no such thing\n✗ Tables\n"
    assert "✓ Rights" in done.stdout
    assert "web-a" not in machine.calls.read_text()


def test_no_function_goes_on_after_a_command_that_failed(machine: Machine) -> None:
    """The database is not started while the old one, with the old password, still runs."""
    machine.up("--host", "kreis.example", fails="build db")
    with machine.settings.open("a") as settings:
        settings.write("DB_SECRETS=another\n")

    done = machine.up(fails="rm --stop --force db backup")

    assert (done.returncode, "✗ Database, queue and object store" in done.stderr) == (7, True)
    assert "up -d db" not in machine.calls.read_text()


def test_an_upgrade_is_of_the_platform_that_was_named_the_first_time(machine: Machine) -> None:
    machine.up("--host", "kreis.example", fails="build db", COMPOSE_PROJECT_NAME="kreis")

    machine.up(fails="build db")

    called = [line for line in machine.calls.read_text().splitlines() if "--project-name" in line]
    assert called
    assert all("--project-name kreis " in line for line in called)


def test_settings_that_were_cut_off_while_written_do_not_count(machine: Machine) -> None:
    machine.settings.with_name("env.new").write_text("PLATFORM_HOST=kr")

    assert machine.up(fails="build db").returncode == 2
    machine.up("--host", "kreis.example", "--https-port", "8443", fails="build db")
    assert "PLATFORM_HOST=kreis.example\n" in machine.settings.read_text()
    assert "PLATFORM_HOST=kr\n" not in machine.settings.read_text()


def test_what_is_said_later_than_the_first_time_is_told_to_have_no_effect(machine: Machine) -> None:
    machine.up("--host", "kreis.example", fails="build db")

    done = machine.up("--host", "other.example", fails="build db")

    assert "env is there: what stands in it counts." in done.stdout
    assert "other.example" not in machine.settings.read_text()


def test_only_root_reads_the_settings_from_the_first_moment_on(machine: Machine) -> None:
    machine.up("--host", "kreis.example", fails="build db")
    assert machine.settings.stat().st_mode & 0o077 == 0

    machine.settings.chmod(0o644)
    assert machine.up(fails="nothing does").returncode == 0
    assert machine.settings.stat().st_mode & 0o077 == 0
    assert machine.settings.read_text().count("KREISLAUF_IMAGE=") == 1
    assert "PLATFORM_HOST=kreis.example\n" in machine.settings.read_text()


def test_a_web_that_starts_again_and_again_is_exchanged_without_being_asked(machine: Machine) -> None:
    machine.up("--host", "kreis.example", fails="nothing does")

    asked = [line for line in machine.calls.read_text().splitlines() if line.startswith("ps -q")]
    assert asked
    assert all("--filter status=running" in line for line in asked)
