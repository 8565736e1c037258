"""The platform of deploy/compose, started by its own script."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path

from tests.deploy.machine import post
from tests.deploy.machine.docker import FOLDER, ROOT, Failed, docker, run
from tests.deploy.machine.images import IMAGES
from tests.deploy.machine.load import Edge

HOST, PROJECT, PORT, PLAIN_PORT = "platz.localhost", "kreislauf-check", 18443, 18080
COMPOSE = ROOT / "deploy" / "compose"
REGIONS = [line.split(":")[0] for line in (COMPOSE / "example_regions").read_text().splitlines()]
HOSTS = [f"{label}.{HOST}" for label in REGIONS]
SETTINGS, AUTHORITY = FOLDER / "compose.env", FOLDER / "authority.crt"
ENV = {
    **IMAGES,
    "KREISLAUF_ENV_FILE": str(SETTINGS),
    "KREISLAUF_SECRETS": str(FOLDER / "secrets"),
    "COMPOSE_PROJECT_NAME": PROJECT,
    "COMPOSE_HTTP_TIMEOUT": "600",
}


def make_secrets() -> list[bytes]:
    """As `up.sh` would, which leaves them as they are. The values that nobody could guess."""
    folder = Path(ENV["KREISLAUF_SECRETS"])
    run(COMPOSE / "secrets.sh", folder, env={"EMAIL_URL": post.ADDRESS})
    values = [file.read_bytes() for file in sorted(folder.iterdir()) if file.name != "email_url"]
    return [value for value in values if value]


# As README's "Running it for real" has it for one machine, beside whatever listens on its usual ports.
TRYING = (
    *("--host", HOST, "--listen", "127.0.0.1", "--http-port", str(PLAIN_PORT), "--https-port", str(PORT)),
    *("--local-certificates", "--example-regions"),
)


def up(image: str, *, words: Sequence[str] = ()) -> str:
    """What the one command said."""
    return run(COMPOSE / "up.sh", *words, env={**ENV, "KREISLAUF_IMAGE": image})


def compose(*words: object, image: str = "kreislauf:1") -> str:
    command = ["docker-compose", "--env-file", SETTINGS, "--project-name", PROJECT, *words]
    return run(*command, env={**ENV, "KREISLAUF_IMAGE": image}, cwd=COMPOSE)


def kreislauf(*words: object) -> str:
    return compose("run", "--rm", "-T", "--no-deps", "prepare", *words)


ARCHIVE = """
import time
from django.utils import timezone
from kreislauf.regions import stepping_into
from tenants.archive.archive_file import request_archive
from tenants.models import Region
with stepping_into(None):
    found = request_archive(Region.objects.get(label="kiel"), by="check", at=timezone.now())
    for _second in range(120):
        found.refresh_from_db()
        if found.finished_at or found.error:
            break
        time.sleep(1)
    print("written", found.size, "bytes" if found.finished_at else found.error)
"""


def archive() -> str:
    """What the worker said of an archive that was asked for as an office does."""
    return compose("exec", "-T", "worker", "kreislauf", "shell", "-c", ARCHIVE).strip().splitlines()[-1]


def exchange(*secrets: str) -> None:
    """As the runbook has it: deleted, they are made anew by the one command."""
    for name in secrets:
        (Path(ENV["KREISLAUF_SECRETS"]) / name).unlink()


def edge() -> Edge:
    return Edge(PORT, AUTHORITY.read_text())


def container(service: str) -> str:
    return compose("ps", "-q", service).strip()


def lose(*services: str) -> None:
    """All stops, and the volumes of those names are gone with their services' containers."""
    compose("--profile", "command", "stop")
    compose("--profile", "command", "rm", "--force", "--stop")
    docker("volume", "rm", *(f"{PROJECT}_{service}" for service in services))


def restart_seconds(service: str) -> tuple[float, float]:
    """From the start of the container to its first 200 of `/-/ready`: by the clock, and of a processor's time."""
    name = container(service)
    docker("stop", name)
    begun = time.monotonic()
    docker("start", name)
    time.sleep(0.2)
    about = json.loads(docker("inspect", name))[0]
    networks = about["NetworkSettings"]["Networks"]
    address = next(known["IPAddress"] for network, known in networks.items() if network.endswith("_front"))
    probe = ["curl", "--silent", "--output", "/dev/null", "--write-out", "%{http_code}", "--max-time", "2"]
    while time.monotonic() - begun < 60:
        try:
            if run(*probe, f"http://{address}:8000/-/ready") == "200":
                return time.monotonic() - begun, _processor_seconds(about["Id"])
        except Failed:
            time.sleep(0.05)
    raise Failed(f"{service} was not ready within a minute")


def _processor_seconds(container_id: str) -> float:
    """What the container has used of processors since its start, by the first or the second version of cgroups."""
    for file in Path("/sys/fs/cgroup").glob(f"**/*{container_id}*/cpuacct.usage"):
        return int(file.read_text()) / 1e9
    for file in Path("/sys/fs/cgroup").glob(f"**/*{container_id}*/cpu.stat"):
        return int(file.read_text().split()[1]) / 1e6
    raise Failed(f"the processor's time of {container_id} is not to be found")


def down() -> None:
    post.close_post(PROJECT)
    if SETTINGS.exists():  # else nothing was started
        compose("--profile", "command", "--profile", "drill", "down", "--volumes", "--timeout", "20")
    for name in Path(ENV["KREISLAUF_SECRETS"]).glob("*"):
        name.unlink()
    SETTINGS.unlink(missing_ok=True)
    AUTHORITY.unlink(missing_ok=True)
