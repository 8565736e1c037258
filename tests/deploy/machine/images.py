"""The images of the checks without a registry: a Debian of this machine, and stand-ins for the servers."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.deploy.machine.docker import ENVIRONMENT, FOLDER, ROOT, Failed, docker, run
from tests.edge import caddy

STAND_INS = Path(__file__).with_name("stand_ins")
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
SOURCES = Path("/etc/apt/sources.list.d/debian.sources")
DEBIAN, PYTHON = "local/debian:bookworm", "local/python:3.11"
VERSITYGW = "github.com/versity/versitygw/cmd/versitygw@v1.8.0"
IMAGES = {
    "PYTHON_IMAGE": PYTHON,
    "POSTGRES_IMAGE": "local/postgres:15-restic",
    "VALKEY_IMAGE": "local/valkey:7",
    "CADDY_IMAGE": "local/caddy:2",
    "STORE_IMAGE": "local/versitygw:1",
}


def make_all(*, servers: bool = True) -> None:
    """Those that are not there yet; without ``servers`` only what ours is built on."""
    if not _exists(DEBIAN):
        _make_debian()
    if not _exists(PYTHON):
        _build(PYTHON, "python", STAND_INS)
    if servers:
        _make_servers()


def _make_servers() -> None:
    for name, file in ((IMAGES["POSTGRES_IMAGE"], "postgres"), (IMAGES["VALKEY_IMAGE"], "valkey")):
        if not _exists(name):
            _build(name, file, STAND_INS)
    for name, program in ((IMAGES["CADDY_IMAGE"], caddy.program()), (IMAGES["STORE_IMAGE"], versitygw())):
        if not _exists(name):
            context = FOLDER / "program"
            context.mkdir(exist_ok=True)
            shutil.copy(program, context)
            shutil.copy(STAND_INS / "program.Dockerfile", context)
            _build(name, "program", context, "--build-arg", f"PROGRAM={Path(program).name}")


def build(name: str, version: str, *more: str) -> None:
    """Ours, as its users build it."""
    run(ROOT / "deploy" / "image" / "build.sh", name, version, "--network", "host", *more, env=IMAGES)


def build_pause(name: str) -> None:
    """What holds a pod's network."""
    context = FOLDER / "pause"
    context.mkdir(exist_ok=True)
    (context / "Dockerfile").write_text(f'FROM {DEBIAN}\nCMD ["sleep", "infinity"]\n')
    docker("build", "--quiet", "--tag", name.removeprefix("docker.io/"), context)


def _exists(name: str) -> bool:
    return bool(docker("images", "--quiet", name))


def _make_debian() -> None:
    """This machine's own authorities belong to it, so that what is built on it reaches the registries as we do."""
    root = FOLDER / "debian"
    if not (root / "etc" / "debian_version").exists():
        run("debootstrap", "--variant=minbase", "--include=ca-certificates", "bookworm", root)
    for place in (CERTIFICATES, Path("/usr/local/share/ca-certificates/machine.crt")):  # the second outlives an update
        shutil.copy(CERTIFICATES, root / place.relative_to("/"))
    if SOURCES.exists():  # debootstrap writes the one suite that it took; updates and security fixes are in others
        shutil.copy(SOURCES, root / SOURCES.relative_to("/"))
        (root / "etc" / "apt" / "sources.list").unlink(missing_ok=True)
    words = ["tar", "-C", str(root), "--exclude=./var/cache/apt/archives/*.deb", "-c", "."]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as files:
        done = subprocess.run(["docker", "import", "-", DEBIAN], env=ENVIRONMENT, stdin=files.stdout, check=False)
    if done.returncode:
        raise Failed("docker import refused what debootstrap had made")


def _build(name: str, file: str, context: Path, *more: str) -> None:
    words = ["--network", "host", "--build-arg", f"BASE={DEBIAN}", "--file", context / f"{file}.Dockerfile", *more]
    docker("build", "--quiet", "--tag", name, *words, context)


def versitygw() -> str:
    built = FOLDER / "bin" / "versitygw"
    found = shutil.which("versitygw") or (str(built) if built.exists() else None)
    if found:
        return found
    run("go", "install", VERSITYGW, env={"GOBIN": str(built.parent)})
    return str(built)
