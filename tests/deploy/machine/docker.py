"""A Docker daemon of these checks' own, with its data below var/deploy, and what it is asked."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ.get("KREISLAUF_DEPLOY_FOLDER") or ROOT / "var" / "deploy")
SOCKET = FOLDER / "docker.sock"
PACKAGES = ["debootstrap", "docker.io", "docker-compose", "runc", "iptables"]
PROGRAMS = ["debootstrap", "dockerd", "docker-compose", "iptables-legacy"]
ENVIRONMENT = {**os.environ, "DOCKER_HOST": f"unix://{SOCKET}", "DOCKER_BUILDKIT": "0"}


class Failed(Exception):
    """A promise of deploy/ does not hold."""


class Skipped(Exception):
    """Docker cannot run on this machine."""


def run(*words: object, seconds: float = 3000, env: dict[str, str] | None = None, cwd: Path = ROOT) -> str:
    """What the program printed. Refuses with ``Failed``."""
    command = [str(word) for word in words]
    environment = {**ENVIRONMENT, **(env or {})}
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=seconds
    )
    if done.returncode:
        raise Failed(f"{' '.join(command[:6])} … : {done.returncode}\n{(done.stdout + done.stderr)[-4000:]}")
    return done.stdout


def docker(*words: object) -> str:
    return run("docker", *words).strip()


def install_programs() -> None:
    """Debian's packages, where this is root's machine. Refuses with ``Skipped``."""
    if all(shutil.which(program) for program in PROGRAMS):
        return
    if os.geteuid() or not shutil.which("apt-get"):
        raise Skipped(f"it needs {', '.join(PROGRAMS)}, and root to start a daemon")
    install_packages(PACKAGES)


def install_packages(names: list[str]) -> None:
    """By a list that is fresh: one of last month names files that the mirror has no more."""
    run("apt-get", "update", "-qq")
    quiet = ["-y", "-qq", "--no-install-recommends"]
    run("apt-get", "install", *quiet, *names, env={"DEBIAN_FRONTEND": "noninteractive"})


@contextmanager
def daemon() -> Iterator[None]:
    """Refuses with ``Skipped`` where it does not come up within a minute."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    settings = {
        "data-root": str(FOLDER / "docker"),
        "exec-root": str(FOLDER / "exec"),
        "pidfile": str(FOLDER / "docker.pid"),
        "hosts": [f"unix://{SOCKET}"],
        "storage-driver": "overlay2",
        "bip": "10.123.0.1/24",
        "default-address-pools": [{"base": "10.124.0.0/16", "size": 24}],
        "default-ulimits": {"nofile": {"Name": "nofile", "Soft": 1024, "Hard": 20000}},
    }
    (FOLDER / "daemon.json").write_text(json.dumps(settings))
    legacy = shutil.which("iptables-legacy")
    if legacy:
        subprocess.run(["update-alternatives", "--set", "iptables", legacy], check=False, capture_output=True)
    with (FOLDER / "docker.log").open("wb") as log:
        words = ["dockerd", "--config-file", str(FOLDER / "daemon.json")]
        process = subprocess.Popen(words, stdout=log, stderr=log, start_new_session=True)
    try:
        _until_it_answers(process)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        # The daemon leaves its own network mounted, and the folder could not be deleted.
        subprocess.run(["umount", FOLDER / "exec" / "netns" / "default"], check=False, capture_output=True)


def _until_it_answers(process: subprocess.Popen[bytes]) -> None:
    for _ in range(120):
        if subprocess.run(["docker", "version"], env=ENVIRONMENT, capture_output=True, check=False).returncode == 0:
            return
        if process.poll() is not None:
            break
        time.sleep(0.5)
    raise Skipped("dockerd does not start here: " + (FOLDER / "docker.log").read_text()[-300:])
