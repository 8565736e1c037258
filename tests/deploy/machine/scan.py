"""Known holes in what the image is made of: asked of the package indexes, or, where they tell none, kept out by age.

A hole that can be closed is closed by a newer version. So where no index says what is known, nothing of the image may
be older than the newest that its index has: then there is no finding that an update would take away.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from kreislauf.tools.install import _uv_settings as uv_settings
from tests.deploy.machine.docker import Failed, Skipped, docker
from tests.deploy.machine.images import PYTHON
from tests.deploy.run import run, said
from tests.deploy.tools import ROOT, python_tool

LOCK = ROOT / "requirements" / "prod.txt"


def packages() -> str:
    """Refuses with ``Failed`` where a package has a hole that another version closes, or, unasked, a newer version."""
    try:
        return _no_known_hole()
    except Skipped as reason:
        return f"{_newest()} ({reason})"


def system(image: str) -> str:
    """Refuses with ``Failed`` where Debian, with its security archive, has a newer version of a part of the image."""
    status = docker("run", "--rm", "--entrypoint", "cat", image, "/var/lib/dpkg/status")
    has = dict(re.findall(r"^Package: (\S+)$.*?^Version: (\S+)$", status, re.MULTILINE | re.DOTALL))
    ask = "apt-get update -qq >&2 && apt-cache policy " + " ".join(has)
    words = ["run", "--rm", "--network", "host", "--entrypoint", "sh", PYTHON, "-c", ask]
    newest = dict(re.findall(r"^(\S+):$.*?^  Candidate: (\S+)$", docker(*words), re.MULTILINE | re.DOTALL))
    old = [f"{name} {version} ({newest.get(name)})" for name, version in has.items() if newest.get(name) != version]
    if old:
        raise Failed("older than Debian's: " + ", ".join(old))
    return f"{len(has)} packages of Debian, each the newest"


def _no_known_hole() -> str:
    tool = python_tool("pip-audit")
    if not tool:
        raise Skipped("requirements/deploy.txt has no pip-audit")
    words = ["--disable-pip", "--require-hashes", "--vulnerability-service", "pypi", "--format", "json"]
    done = said(tool, *words, "--requirement", LOCK)
    if not done.stdout.strip():
        raise Skipped("the index says nothing of known holes")
    asked = json.loads(done.stdout)["dependencies"]
    known = [part for part in asked if "skip_reason" not in part]
    if len(known) < len(asked):  # its own summary would call this "no known vulnerabilities"
        raise Skipped(f"the index says nothing about {len(asked) - len(known)} of {len(asked)} packages")
    holes = [f"{part['name']} {hole['id']}" for part in known for hole in part.get("vulns", []) if hole["fix_versions"]]
    if holes:
        raise Failed("fixable: " + ", ".join(holes))
    return f"{len(known)} packages, none with a fixable hole"


def _newest() -> str:
    """The lock against the one that would be written now."""
    locked, now = _versions(LOCK.read_text()), _versions(_compiled())
    old = [f"{name} {version} ({now[name]})" for name, version in locked.items() if now.get(name, version) != version]
    if old:
        raise Failed("make lock: there is a newer " + ", ".join(old))
    return f"{len(locked)} packages, each the newest that fits the others"


def _compiled() -> str:
    extras = [word for extra in ("s3", "sentry", "traces") for word in ("--extra", extra)]
    words = ["pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--no-header", *extras]
    uv = Path(sys.executable).with_name("uv")
    with TemporaryDirectory() as folder:
        into = Path(folder) / "prod.txt"
        run(uv, *words, "pyproject.toml", "--output-file", into, env=uv_settings())
        return into.read_text()


def _versions(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==([^\s;]+)", lock, re.MULTILINE))
