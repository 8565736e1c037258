"""`make deploy-check`: what deploy/ holds is what Helm, Kubernetes, Prometheus, Docker and Caddy take.

Each tool comes from requirements/deploy.txt or is built from its Go module, once, below var/tools. What this machine
cannot have is skipped with a line that says so, but not in CI, where a check that is missing has failed.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

from tests.deploy import chart, files, pods
from tests.deploy.run import Failed, Skipped

CHECKS: list[tuple[str, Callable[[], str]]] = [
    ("helm lint, each profile", chart.lint),
    ("helm template, each profile", chart.template),
    ("wrong values are refused", chart.refusals),
    ("the chart's promises", chart.promises),
    ("Kubernetes' own definitions, oldest and newest", chart.kubernetes_objects),
    ("definitions of custom resources", chart.custom_resources),
    ("checkov", chart.security),
    ("helm-docs", chart.documentation),
    ("the chart's pods work", pods.work),
    ("promtool check rules", files.alert_rules),
    ("promtool test rules", files.alert_tests),
    ("hadolint", files.dockerfiles),
    ("compose config", files.compose),
    ("caddy validate", files.edges),
    ("yamllint", files.yaml_files),
    ("shellcheck", files.scripts),
]


def main() -> int:
    outcomes = [_run(name, check) for name, check in CHECKS]
    passed, failed, skipped = (outcomes.count(word) for word in ("passed", "failed", "skipped"))
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


def _run(name: str, check: Callable[[], str]) -> str:
    begun = time.monotonic()
    try:
        said = check()
    except Skipped as why:
        if not os.environ.get("CI"):
            print(f"– {name}: skipped, {why}", flush=True)
            return "skipped"
        print(f"✗ {name}: cannot be checked in CI, {why}", flush=True)
        return "failed"
    except Failed as problem:
        print(f"✗ {name}\n{problem}", flush=True)
        return "failed"
    print(f"✓ {name}: {said}  {time.monotonic() - begun:.1f} s", flush=True)
    return "passed"


if __name__ == "__main__":
    sys.exit(main())
