"""The other files of deploy/: alerts, images, compose, edges, scripts."""

from __future__ import annotations

import os
from pathlib import Path

from tests.deploy.run import Skipped, needed, run
from tests.deploy.tools import ROOT, go_tool, python_tool

DEPLOY = ROOT / "deploy"
RULES = DEPLOY / "prometheus"


def alert_rules() -> str:
    tool = needed(go_tool("promtool"), "promtool")
    run(tool, "check", "rules", "--lint=all", "--lint-fatal", *_some(RULES, "rules.yaml"))
    return "rules.yaml"


def alert_tests() -> str:
    """Each alert fires when it should, and only then."""
    tool = needed(go_tool("promtool"), "promtool")
    paths = _some(RULES, "*_test.yaml")
    run(tool, "test", "rules", *[path.name for path in paths], cwd=RULES)
    return ", ".join(path.name for path in paths)


def dockerfiles() -> str:
    tool = needed(python_tool("hadolint"), "hadolint")
    paths = _some(DEPLOY, "**/Dockerfile*")
    run(tool, *paths)
    return f"{len(paths)} files"


def compose() -> str:
    """Compose reads its file, with the secrets and settings that an installation would have."""
    tool = needed(python_tool("docker-compose"), "docker-compose")
    paths = _some(DEPLOY / "compose", "compose*.yaml")
    environment = {"KREISLAUF_IMAGE": "kreislauf:0.1.0", "KREISLAUF_ENV_FILE": os.devnull}
    run(tool, "--file", paths[0], "config", "--quiet", env=environment, cwd=DEPLOY / "compose")
    return paths[0].name


def edges() -> str:
    tool = needed(python_tool("caddy"), "caddy")
    paths = _some(DEPLOY, "**/Caddyfile*")
    environment = {"PLATFORM_HOST": "markt.example", "KREISLAUF_WEB": "web:8000"}
    for path in paths:
        run(tool, "validate", "--config", path, "--adapter", "caddyfile", env=environment, cwd=path.parent)
    return f"{len(paths)} files"


def yaml_files() -> str:
    tool = needed(python_tool("yamllint"), "yamllint")
    paths = [path for path in _some(DEPLOY, "**/*.yaml") if "templates" not in path.parts]
    run(tool, "--strict", "--config-file", DEPLOY / "yamllint.yaml", *paths)
    return f"{len(paths)} files"


def scripts() -> str:
    tool = needed(python_tool("shellcheck"), "shellcheck")
    paths = _some(DEPLOY, "**/*.sh")
    for path in paths:  # each from its own folder, where it finds the files that it reads in
        run(tool, "--external-sources", path.name, cwd=path.parent)
    return f"{len(paths)} files"


def _some(folder: Path, pattern: str) -> list[Path]:
    """The files, or ``Skipped`` where there are none."""
    paths = sorted(folder.glob(pattern))
    if not paths:
        raise Skipped(f"there is no {pattern} in {folder.relative_to(ROOT)}")
    return paths
