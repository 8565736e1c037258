"""`make test-cluster`: a real API server with PodSecurity `restricted` takes each object of each profile of the chart.

Nothing is stored (a dry run), and a warning counts as a refusal: the server only warns of a Deployment whose pods
PodSecurity would refuse.
"""

from __future__ import annotations

import copy
import sys
import time
from typing import Any

from tests.deploy import chart
from tests.deploy.api_server import ApiServer, served
from tests.deploy.custom import resource_definitions
from tests.deploy.run import Failed

NAMESPACE = "kreislauf"
# Namespaces that the chart's objects and the examples lie in.
NAMESPACES = {NAMESPACE: "restricted", "gateways": "restricted"}


def main() -> int:
    begun = time.monotonic()
    print(f"✓ helm template: {chart.template()}", flush=True)
    with served() as server:
        print(f"✓ kube-apiserver {server.version()} is ready  {time.monotonic() - begun:.1f} s", flush=True)
        _prepare(server)
        failed = _notices_mistakes(server) + sum(_ask(server, path) for path in [*chart.rendered(), *chart.EXAMPLES])
    passed = len(chart.rendered()) + len(chart.EXAMPLES) + len(MISTAKES) - failed
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def _prepare(server: ApiServer) -> None:
    for name, level in NAMESPACES.items():
        labels = {f"pod-security.kubernetes.io/{mode}": level for mode in ("enforce", "warn")}
        server.create({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": labels}})
    definitions = resource_definitions()
    for definition in definitions:
        server.create(definition)
    for definition in definitions:
        server.wait_for(definition)
    print(f"✓ {len(definitions)} definitions of custom resources", flush=True)


def _ask(server: ApiServer, path: Any) -> int:
    wrong, asked = [], 0
    for one in chart.objects(path):
        if server.knows(one):
            asked += 1
            wrong += [f"  {one['kind']} {one['metadata']['name']}: {problem}" for problem in server.objections(one)]
        elif not one["apiVersion"].startswith("postgresql.cnpg.io/"):
            wrong.append(f"  nobody serves {one['apiVersion']} {one['kind']}")
    print("\n".join([f"{'✗' if wrong else '✓'} {path.stem}: {asked} objects", *wrong]), flush=True)
    return 1 if wrong else 0


def _notices_mistakes(server: ApiServer) -> int:
    """Whether the server would say something: the same objects, each with one mistake in it."""
    unnoticed = 0
    for name, (kind, spoil, words) in MISTAKES.items():
        [one, *_] = [one for one in chart.objects(chart.RENDERED / "monitored.yaml") if one["kind"] == kind]
        spoilt = copy.deepcopy(one)
        spoil(spoilt)
        problems = " ".join(server.objections(spoilt))
        unnoticed += words not in problems
        print(f"{'✓' if words in problems else '✗'} a mistake is noticed: {name}", flush=True)
    return unnoticed


def _misspell(one: Any) -> None:
    one["spec"]["template"]["spec"]["terminationGracePeriodSecond"] = 30


def _allow_root(one: Any) -> None:
    del one["spec"]["template"]["spec"]["securityContext"]["runAsNonRoot"]


def _misspell_rule(one: Any) -> None:
    one["spec"]["endpoints"][0]["intervall"] = "30s"


MISTAKES: dict[str, tuple[str, Any, str]] = {
    "a misspelt word": ("Deployment", _misspell, "unknown field"),
    "pods that may be root": ("Deployment", _allow_root, "would violate PodSecurity"),
    "a misspelt word of a custom resource": ("ServiceMonitor", _misspell_rule, "unknown field"),
}

if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as problem:
        sys.exit(str(problem))
