"""The chart, installed by Helm on the node, and what its pods do."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from tests.deploy.api_server import ApiServer
from tests.deploy.machine.docker import ROOT, Failed, run
from tests.deploy.machine.load import Seen
from tests.deploy.node import store
from tests.deploy.node.machine import Containers, until
from tests.deploy.run import needed
from tests.deploy.tools import go_tool


def namespace(name: str) -> dict[str, Any]:
    """As a NetworkPolicy names all pods of one."""
    return {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": name}}}


CHART = ROOT / "deploy" / "helm" / "kreislauf"
NAMESPACE, NAME, HOST = "kreislauf", "k", "kreis.example"
VALUES: dict[str, Any] = {
    "existingSecret": "kreislauf",
    "platform": {"host": HOST},
    "clientAddress": {"header": "X-Real-IP"},
    "image": {"repository": "docker.io/library/kreislauf", "pullPolicy": "Never"},
    "objectStore": store.VALUES,
    "networkPolicy": {"egress": {"https": {"ports": [443, store.PORT]}}, "webFrom": [namespace("ingress")]},
    "web": {"replicas": 2, "threads": 8},
    "worker": {"concurrency": 1},
    "migrations": {"backoffLimit": 0},
}
PAGE = "/anmelden/"  # a region that is not public yet has it, too
ENOUGH = 50  # answers under load
# As the proxy in front would say it.
HEADERS = {"X-Forwarded-Proto": "https", "X-Real-IP": "192.0.2.7"}


@dataclass
class Release:
    server: ApiServer
    runtime: Containers
    access: Path
    folder: Path

    def prepare(self, secrets: dict[str, str], ports: dict[str, int]) -> None:
        """What the chart expects to find: a namespace, and a secret; ``ports`` are those of the servers named in it."""
        self.make_namespace(NAMESPACE)
        secret = {"stringData": {"EMAIL_URL": "smtp://192.0.2.25:25", "SECRET_KEY": token_urlsafe(50), **secrets}}
        self.server.create(_thing("v1", "Secret", {"name": "kreislauf", "namespace": NAMESPACE}, secret))
        values = deepcopy(VALUES)
        values["networkPolicy"]["egress"] |= {name: {"ports": [port]} for name, port in ports.items()}
        (self.folder / "values.json").write_text(json.dumps(values))

    def make_namespace(self, name: str) -> None:
        """Under `restricted`."""
        labels = {f"pod-security.kubernetes.io/{mode}": "restricted" for mode in ("enforce", "warn")}
        self.server.create(_thing("v1", "Namespace", {"name": name, "labels": labels}))

    def helm(self, verb: str, *words: object) -> str:
        """Refuses with ``Failed``."""
        program = needed(go_tool("helm"), "helm")
        return run(program, "--kubeconfig", self.access, "--namespace", NAMESPACE, verb, NAME, *words)

    def to(self, version: str, verb: str) -> str:
        """Install or upgrade, until all pods of it are ready. Refuses with ``Failed``."""
        words = [CHART, "--values", self.folder / "values.json", "--set-string", f"image.tag={version}"]
        return self.helm(verb, *words, "--wait", "--timeout", "10m")

    def pods(self, component: str = "") -> list[dict[str, Any]]:
        """Those that are not about to go."""
        answer = self.server.http.get(f"/api/v1/namespaces/{NAMESPACE}/pods")
        found = [one for one in answer.json()["items"] if "deletionTimestamp" not in one["metadata"]]
        return [one for one in found if not component or component_of(one) == component]

    def ready(self) -> list[str]:
        """Addresses of the webs that take requests, as a proxy would learn them."""
        path = f"/apis/discovery.k8s.io/v1/namespaces/{NAMESPACE}/endpointslices"
        # The metrics have a service of their own, with worker and beat in it.
        of_web = {"labelSelector": f"kubernetes.io/service-name={NAME}-kreislauf-web"}
        found = self.server.http.get(path, params=of_web).json()["items"]
        ends = [end for one in found for end in one["endpoints"] or ()]
        return sorted({str(end["addresses"][0]) for end in ends if end["conditions"].get("ready")})

    def inside(self, pod: dict[str, Any], *words: object) -> str:
        return self.runtime.inside(pod["status"]["containerStatuses"][0]["containerID"], *words)

    def delete(self, pod: dict[str, Any]) -> None:
        self.server.http.delete(f"/api/v1/namespaces/{NAMESPACE}/pods/{pod['metadata']['name']}")

    def clear(self) -> None:
        """All pods are gone, with what they held of this machine."""
        self.server.http.delete(f"/api/v1/namespaces/{NAMESPACE}")
        until(lambda: not self.runtime.left(), "containers are left")


def settled(ready: list[str], pods: list[dict[str, Any]], *, number: int) -> bool:
    """Whether those that take requests are the pods that stay: for a moment a deleted one is called ready."""
    return len(ready) == number and set(ready) == {pod["status"].get("podIP") for pod in pods}


def component_of(pod: dict[str, Any]) -> str:
    return str(pod["metadata"]["labels"].get("app.kubernetes.io/component", ""))


def _thing(version: str, kind: str, metadata: dict[str, Any], more: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"apiVersion": version, "kind": kind, "metadata": metadata, **(more or {})}


def ask(address: str, host: str, path: str, *, port: int = 8000, seconds: float = 5) -> tuple[int, bytes]:
    """The status and the body; 0 and the reason where no whole answer came."""
    connection = http.client.HTTPConnection(address, port, timeout=seconds)
    try:
        connection.request("GET", path, headers={"Host": host, **HEADERS})
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException) as error:
        return 0, repr(error).encode()
    finally:
        connection.close()


@contextmanager
def visitors(release: Release, host: str, *, number: int = 4) -> Iterator[Seen]:
    """They ask whichever web the cluster calls ready, one page after the other, as through a proxy that tries once."""
    seen, over, lock, known = Seen(), threading.Event(), threading.Lock(), release.ready()

    def watch() -> None:
        while not over.wait(0.2):
            known[:] = release.ready() or known

    def visit(first: int) -> None:
        turn = first
        while not over.wait(0.02):
            turn, begun, ends = turn + 1, time.monotonic(), list(known)
            address = ends[turn % len(ends)]
            status, body = ask(address, host, PAGE, seconds=30)
            with lock:
                seen.add(f"GET {address}", status, body, seconds=time.monotonic() - begun)

    threads = [threading.Thread(target=watch), *(threading.Thread(target=visit, args=(one,)) for one in range(number))]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        over.set()
        for thread in threads:
            thread.join()


def none_failed(seen: Seen) -> str:
    """What they saw. Refuses with ``Failed``."""
    if seen.failed:
        raise Failed(str(seen))
    if sum(seen.statuses.values()) < ENOUGH:
        raise Failed(f"too few were asked to say anything: {seen}")
    return str(seen)
