"""The chart's policies of the network, tried by pods that they admit and by one that they do not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.deploy.machine.steps import promise
from tests.deploy.node import store
from tests.deploy.node.machine import DOMAIN, until
from tests.deploy.node.network import ADDRESS
from tests.deploy.node.release import HOST, NAMESPACE, Release
from tests.deploy.node.release import NAME as RELEASE

WEB = f"{RELEASE}-kreislauf-web"
# What is asked for, by the names that the cluster gives: host, port, path.
DOORS = {"web": (f"{WEB}.{NAMESPACE}.svc.{DOMAIN}", 80, "/-/ready")} | {
    f"{name}'s metrics": (f"{RELEASE}-kreislauf-{name}-metrics.{NAMESPACE}.svc.{DOMAIN}", 9464, "/metrics")
    for name in ("web", "worker", "beat")
}
STORE = (ADDRESS, store.PORT, "/health")
# Who reaches what: pods of ours in three namespaces. The stranger has the chart's namespace, and none of its labels.
PODS = {"ingress": "ingress", "monitoring": "monitoring", "stranger": NAMESPACE}
ADMITTED: dict[str, set[str]] = {"ingress": {"web"}, "monitoring": set(DOORS) - {"web"}, "stranger": set()}
ASK = f"""
import http.client, sys
host, port, path = sys.argv[1:]
try:
    one = http.client.HTTPConnection(host, int(port), timeout=5)
    one.request("GET", path, headers={{"Host": "{HOST}", "X-Forwarded-Proto": "https"}})
    print(one.getresponse().status)
except OSError as error:
    print(type(error).__name__)
"""
REFUSED = {"ConnectionRefusedError", "TimeoutError"}


def bind(release: Release, note: Callable[[str], None]) -> None:
    """Each request that one pod is refused is one that another pod is answered, or the same pod once admitted."""
    try:
        pods = {name: _run(release, name, namespace) for name, namespace in PODS.items()}
        note(_doors(release, pods))
        _leaving(release)
        note(_once_admitted(release, pods["stranger"]))
    finally:
        for name, namespace in PODS.items():
            release.server.http.delete(_pod(name, namespace), params={"gracePeriodSeconds": 0})


def _doors(release: Release, pods: dict[str, dict[str, Any]]) -> str:
    for who, doors in ADMITTED.items():  # the firewall takes a moment to learn of a new pod's address
        for door in doors:
            until(lambda who=who, door=door: _ask(release, pods[who], DOORS[door]) == "200", f"{who}: no {door}")
    for who, pod in pods.items():
        for door in DOORS.keys() - ADMITTED[who]:
            _is_refused(release, pod, DOORS[door], f"{who}: {door}")
    return f"{sum(map(len, ADMITTED.values()))} of {len(pods) * len(DOORS)} requests answered, the others refused"


def _leaving(release: Release) -> None:
    (beat,), web = release.pods("beat"), release.pods("web")[0]
    promise(_ask(release, web, STORE) == "200", "the web does not reach the object store")
    _is_refused(release, beat, STORE, "beat: the object store")


def _once_admitted(release: Release, stranger: dict[str, Any]) -> str:
    """Policies add up: one more, beside the chart's, and the same request of the same pod is answered."""
    labels = {"app.kubernetes.io/instance": RELEASE, "app.kubernetes.io/component": "web"}
    peer = {"podSelector": {"matchLabels": stranger["metadata"]["labels"]}}
    spec = {"podSelector": {"matchLabels": labels}, "policyTypes": ["Ingress"], "ingress": [{"from": [peer]}]}
    metadata = {"name": "stranger", "namespace": NAMESPACE}
    version = "networking.k8s.io/v1"
    release.server.create({"apiVersion": version, "kind": "NetworkPolicy", "metadata": metadata, "spec": spec})
    until(lambda: _ask(release, stranger, DOORS["web"]) == "200", "the stranger is refused what a policy admits")
    release.server.http.delete(f"/apis/{version}/namespaces/{NAMESPACE}/networkpolicies/stranger")
    until(lambda: _ask(release, stranger, DOORS["web"]) in REFUSED, "the stranger is answered without a policy")
    return "admitted by one policy more, the stranger is answered, too"


def _ask(release: Release, pod: dict[str, Any], door: tuple[str, int, str]) -> str:
    """The status, or the name of what went wrong."""
    return release.inside(pod, "python", "-c", ASK, *door).strip()


def _is_refused(release: Release, pod: dict[str, Any], door: tuple[str, int, str], what: str) -> None:
    answer = _ask(release, pod, door)
    promise(answer in REFUSED, f"{what}: {answer}, and no policy admits it")


def _pod(name: str, namespace: str) -> str:
    return f"/api/v1/namespaces/{namespace}/pods/{name}"


def _run(release: Release, name: str, namespace: str) -> dict[str, Any]:
    """A pod of our image that does nothing by itself, as `restricted` wants it."""
    if namespace != NAMESPACE:
        release.make_namespace(namespace)
    own = {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}
    container: dict[str, Any] = {"name": name, "image": "docker.io/library/kreislauf:1", "imagePullPolicy": "Never"}
    container |= {"command": ["sleep", "infinity"], "securityContext": own}
    security = {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}}
    spec = {"containers": [container], "securityContext": security, "automountServiceAccountToken": False}
    metadata = {"name": name, "namespace": namespace, "labels": {"app.kubernetes.io/component": name}}
    release.server.create({"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec})
    path = _pod(name, namespace)
    until(lambda: release.server.http.get(path).json()["status"]["phase"] == "Running", f"{name} does not run")
    pod: dict[str, Any] = release.server.http.get(path).json()
    return pod
