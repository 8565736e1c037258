"""Known holes in what the image is made of, asked of the package indexes themselves."""

from __future__ import annotations

import json

from tests.deploy.machine.docker import Failed, Skipped
from tests.deploy.run import said
from tests.deploy.tools import ROOT, python_tool

LOCK = ROOT / "requirements" / "prod.txt"


def packages() -> str:
    """Refuses with ``Failed`` where a package has a hole that another version closes."""
    tool = python_tool("pip-audit")
    if not tool:
        raise Skipped("requirements/deploy.txt has no pip-audit")
    words = ["--disable-pip", "--require-hashes", "--vulnerability-service", "pypi", "--format", "json"]
    done = said(tool, *words, "--requirement", LOCK)
    if not done.stdout.strip():
        raise Skipped(f"pip-audit cannot ask the index: {done.stderr.strip()[-200:]}")
    asked = json.loads(done.stdout)["dependencies"]
    known = [part for part in asked if "skip_reason" not in part]
    if len(known) < len(asked):  # its own summary would call this "no known vulnerabilities"
        raise Skipped(f"the index says nothing about {len(asked) - len(known)} of {len(asked)} packages")
    holes = [f"{part['name']} {hole['id']}" for part in known for hole in part.get("vulns", []) if hole["fix_versions"]]
    if holes:
        raise Failed("fixable: " + ", ".join(holes))
    return f"{len(known)} packages, none with a fixable hole"
