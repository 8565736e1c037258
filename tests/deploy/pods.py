"""The chart's pods without containers: its commands, with its environment and secrets, against real servers.

What a rendered pod says is taken word for word: no variable more, each secret the file that the pod would have. Only
the places differ that a container has for itself: its folders, and the ports on which it listens.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from kreislauf.demo.logins import APP, OWNER, Logins, harden, make_database, make_logins
from kreislauf.embedded.child_processes import start, stop
from kreislauf.embedded.passwords import kept_passwords
from kreislauf.embedded.ports import LOOPBACK, free_port
from kreislauf.embedded.postgres import SUPERUSER, start_postgres
from kreislauf.embedded.temporary import temporary_home
from kreislauf.embedded.valkey import start_valkey
from tests.deploy.chart import RENDERED, objects
from tests.deploy.promises import pods, secrets
from tests.deploy.run import Failed

COMMAND = Path(sys.executable).with_name("kreislauf")
PROFILE = "strict-isolation"
SECONDS = 90  # on a machine that has much else to do


def work() -> str:
    """Migrations end well, the web gets ready, worker and beat show that they live, and all of them stop when asked."""
    found = {name.rpartition("-")[2]: pod for name, pod in pods(objects(RENDERED / f"{PROFILE}.yaml"))}
    with temporary_home() as home, servers(home) as values:
        for name in ("prepare", "web", "worker", "beat"):
            _lay_out(home / name, found[name], values)
        _run_to_the_end(home / "prepare", found["prepare"])
        begun = time.monotonic()
        with _running(home / "web", found["web"]) as (port, metrics):
            _until(lambda: _status(f"http://{LOOPBACK}:{port}/-/ready") == 200, home / "web")
            ready = time.monotonic() - begun
            _until(lambda: _status(f"http://{LOOPBACK}:{metrics}/metrics") == 200, home / "web")
        for name in ("worker", "beat"):
            with _running(home / name, found[name]):
                _until(lambda name=name: _probe(found[name], home / name), home / name)
    return f"profile {PROFILE}, the web was ready after {ready:.1f} s"


@contextmanager
def servers(home: Path) -> Iterator[dict[str, str]]:
    """A hardened PostgreSQL and a Valkey; yields the values of the settings that are secrets."""
    passwords = kept_passwords(home)
    postgres = start_postgres(home, passwords=passwords, log=home / "postgres.log", durable=False)
    valkey = start_valkey(home, password=passwords["valkey"], log=home / "valkey.log", durable=False)
    try:
        admin = postgres.url(SUPERUSER, database="postgres")
        make_logins(admin, logins=Logins(), passwords=passwords)
        make_database(admin, name="kreislauf", owner=Logins().owner)
        harden(postgres.url(SUPERUSER, database="kreislauf"))
        yield {
            "DATABASE_URL": postgres.url(APP, database="kreislauf"),
            "DATABASE_OWNER_URL": postgres.url(OWNER, database="kreislauf"),
            "REDIS_URL": valkey.url(),
            "EMAIL_URL": f"smtp://{LOOPBACK}:25",
            "SECRET_KEY": token_urlsafe(50),
            "KREISLAUF_REGION_PASSWORD_KEY": token_urlsafe(50),
        }
    finally:
        valkey.stop()
        postgres.stop()


def _lay_out(folder: Path, pod: dict[str, Any], values: dict[str, str]) -> None:
    """The pod's secrets as files; nobody asks for those of the object store here."""
    (folder / "secrets").mkdir(parents=True)
    (folder / "static").mkdir()
    # The image's static files are collected when it is built; no page is asked for here.
    (folder / "static" / "staticfiles.json").write_text('{"paths": {}, "version": "1.1", "hash": ""}')
    for source in secrets(pod):
        for item in source["secret"]["items"]:
            (folder / "secrets" / item["path"]).write_text(values.get(item["key"], item["key"]))


def _environment(folder: Path, pod: dict[str, Any], port: int, metrics: int) -> dict[str, str]:
    """The pod's variables over those of the image, with this folder for the container's places."""
    image = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "KREISLAUF_HOME": str(folder / "home"),
        "STATIC_ROOT": str(folder / "static"),
        "ALIVE_FILE": str(folder / "alive"),
        "NODE_MODULES": str(folder),
        "LANG": "C.UTF-8",
    }
    own = {one["name"]: one.get("value", "") for one in pod["containers"][0]["env"]}
    own = {name: value.replace("/run/secrets/kreislauf", str(folder / "secrets")) for name, value in own.items()}
    places = {"0.0.0.0:8000": f"{LOOPBACK}:{port}", "0.0.0.0:9464": f"{LOOPBACK}:{metrics}"}
    return image | {name: places.get(value, value) for name, value in own.items()}


def _run_to_the_end(folder: Path, pod: dict[str, Any]) -> None:
    words = [COMMAND, *pod["containers"][0]["args"]]
    environment = _environment(folder, pod, free_port(), free_port())
    done = subprocess.run(words, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"{folder.name}: {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-3000:]}")


@contextmanager
def _running(folder: Path, pod: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Run the component; it is asked to stop afterwards, and has ended within the pod's grace period."""
    port, metrics = free_port(), free_port()
    environment = _environment(folder, pod, port, metrics)
    process = start([COMMAND, *pod["containers"][0]["args"]], log=folder / "log", env=environment, cwd=folder)
    try:
        yield port, metrics
        process.terminate()
        process.wait(timeout=pod["terminationGracePeriodSeconds"])
    except subprocess.TimeoutExpired:
        raise Failed(f"{folder.name} does not stop.\n{(folder / 'log').read_text()[-3000:]}") from None
    finally:
        stop(process)
    if process.returncode not in {0, -15}:
        raise Failed(f"{folder.name} stopped with {process.returncode}.\n{(folder / 'log').read_text()[-3000:]}")


def _probe(pod: dict[str, Any], folder: Path) -> bool:
    command = pod["containers"][0]["livenessProbe"]["exec"]["command"]
    words = [word.replace("/tmp/kreislauf-alive", str(folder / "alive")) for word in command]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


def _status(address: str) -> int:
    try:
        with urlopen(Request(address), timeout=5) as answer:
            return int(answer.status)
    except (URLError, OSError):
        return 0


def _until(happened: Callable[[], bool], folder: Path) -> None:
    end = time.monotonic() + SECONDS
    while not happened():
        if time.monotonic() > end:
            raise Failed(f"{folder.name} does not work within {SECONDS} s.\n{(folder / 'log').read_text()[-3000:]}")
        time.sleep(0.2)
