"""The platform of deploy/compose, started by its own script."""

from __future__ import annotations

import json
import time
from pathlib import Path

from tests.deploy.machine.docker import FOLDER, ROOT, Failed, docker, run
from tests.deploy.machine.images import IMAGES
from tests.deploy.machine.load import Edge

HOST, PROJECT, PORT, PLAIN_PORT = "platz.example", "kreislauf-check", 18443, 18080
REGIONS = {
    "kiel": "Landeshauptstadt Kiel",
    "dortmund": "Stadt Dortmund",
    "uelzen": "Stadt Uelzen",
    "soest": "Stadt Soest",
}
HOSTS = [f"{label}.{HOST}" for label in REGIONS]
COMPOSE = ROOT / "deploy" / "compose"
SETTINGS = FOLDER / "compose.env"
ENV = {
    **IMAGES,
    "KREISLAUF_ENV_FILE": str(SETTINGS),
    "KREISLAUF_SECRETS": str(FOLDER / "secrets"),
    "COMPOSE_PROJECT_NAME": PROJECT,
    "COMPOSE_HTTP_TIMEOUT": "600",
}


def up(image: str) -> str:
    """What the one command said."""
    if not SETTINGS.exists():
        lines = {
            "PLATFORM_HOST": HOST,
            "OPERATOR_EMAIL": f"betrieb@{HOST}",
            "LISTEN": "127.0.0.1",
            "HTTP_PORT": str(PLAIN_PORT),
            "HTTPS_PORT": str(PORT),
            "PUBLIC_PORT": str(PORT),
            "KREISLAUF_CERTIFICATES": "local_certs",
        }
        SETTINGS.write_text("".join(f"{name}={value}\n" for name, value in lines.items()))
    return run(COMPOSE / "up.sh", env={**ENV, "KREISLAUF_IMAGE": image})


def compose(*words: object, image: str = "kreislauf:1") -> str:
    command = ["docker-compose", "--env-file", SETTINGS, "--project-name", PROJECT, *words]
    return run(*command, env={**ENV, "KREISLAUF_IMAGE": image}, cwd=COMPOSE)


def kreislauf(*words: object) -> str:
    return compose("run", "--rm", "-T", "--no-deps", "prepare", *words)


def make_regions() -> None:
    """Made by the worker's container, which has the owner's login. The first one waits for the template."""
    words = ["exec", "-T", "worker", "kreislauf", "region"]
    there = compose(*words, "list")
    for label, name in REGIONS.items():
        if label not in there:
            compose(*words, "create", name, f"buero@{label}.example", "--kind", "stadt", "--label", label)


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
    authority = compose("exec", "-T", "edge", "cat", "/data/caddy/pki/authorities/local/root.crt")
    return Edge(PORT, authority)


def container(service: str) -> str:
    return compose("ps", "-q", service).strip()


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
    compose("--profile", "command", "--profile", "drill", "down", "--volumes", "--timeout", "20")
    for name in Path(ENV["KREISLAUF_SECRETS"]).glob("*"):
        name.unlink()
    SETTINGS.unlink(missing_ok=True)
