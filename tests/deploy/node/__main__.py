"""`make test-node`: install the chart on a real node, upgrade it, roll it back, let an upgrade fail, all under load.

Needs root on Debian, Go, and a package mirror; says elsewhere why it is not done. What is built once is found again.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from kreislauf.embedded.ports import LOOPBACK
from tests.deploy import kubernetes
from tests.deploy.api_server import served
from tests.deploy.machine import docker as daemon
from tests.deploy.machine import image, images
from tests.deploy.machine.docker import Failed, Skipped
from tests.deploy.machine.steps import promise, step
from tests.deploy.node import machine, policies, services, store
from tests.deploy.node.forward import forwarded
from tests.deploy.node.network import ADDRESS, network
from tests.deploy.node.release import HOST, PAGE, Release, ask, component_of, none_failed, settled, visitors
from tests.deploy.pods import servers
from tests.deploy.run import Failed as ToolFailed
from tests.deploy.run import Skipped as ToolSkipped
from tests.deploy.run import needed
from tests.deploy.tools import go_tool, python_tool

REGION = f"kiel.{HOST}"
VERSIONS = ("kreislauf:1", "kreislauf:2", "kreislauf:3")  # two has one migration more, three one that fails
SECRETS = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")


def check() -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="kreislauf-node-")))
        stack.enter_context(machine.nothing_left())
        with step("Programs that are built once"):
            _build_programs()
        with step("Images, and what runs them"):
            runtime = _with_images(stack, folder)
        with step("A cluster of one node") as note:
            server = stack.enter_context(served())
            access = stack.enter_context(machine.node(server, folder, runtime))
            stack.enter_context(services.services(access, folder))
            note(f"Kubernetes {server.version()}, PodSecurity restricted")
        release = Release(server, runtime, access, folder)
        home = folder / "servers"
        home.mkdir(mode=0o755)
        values = stack.enter_context(servers(home))
        ports = {"database": _port(values["DATABASE_URL"]), "redis": _port(values["REDIS_URL"])}
        for port in ports.values():
            stack.enter_context(forwarded(ADDRESS, port))
        keys = stack.enter_context(store.object_store(folder / "store"))
        release.prepare({name: values[name].replace(LOOPBACK, ADDRESS) for name in SECRETS} | keys, ports)
        try:
            _installs(release)
            _serves(release)
            _is_closed(release)
            _changes(release)
            _ends(release)
        except BaseException:
            with suppress(Failed, httpx.HTTPError):  # what went wrong first is what is told
                release.clear()
            raise
        release.clear()


def _build_programs() -> None:
    """Here, since the run's own network reaches no mirror."""
    for name in kubernetes.PROGRAMS:
        kubernetes.program(name)
    for tool in ("helm", "kube-router"):
        needed(go_tool(tool), tool)
    needed(python_tool("etcd"), "etcd")
    services.coredns()
    images.versitygw()


def _with_images(stack: ExitStack, folder: Path) -> machine.Containers:
    with daemon.daemon():
        images.make_all(servers=False)
        images.build("kreislauf:1", "1")
        image.next_version("kreislauf:1", "kreislauf:2")
        # The platform's: a region whose migration fails is set aside, and the version serves the others.
        image.next_version("kreislauf:2", "kreislauf:3", app="tenants/fleet", sql="SELECT 1 / 0")
        images.build_pause(machine.PAUSE)
        stack.enter_context(network())
        runtime = stack.enter_context(machine.containers(folder))
        runtime.take(*VERSIONS, machine.PAUSE.removeprefix("docker.io/"))
    return runtime


def _port(url: str) -> int:
    return int(url.rpartition("@")[2].partition(":")[2].partition("/")[0])


def _installs(release: Release) -> None:
    with step("helm install, until all pods are ready") as note:
        release.to("1", "install")
        found = sorted(component_of(pod) for pod in release.pods())
        note(", ".join(found))
        promise(found == ["beat", "prepare", "web", "web", "worker"], f"there are {found}")
        (prepare,), others = release.pods("prepare"), [one for one in release.pods() if component_of(one) != "prepare"]
        promise(prepare["status"]["phase"] == "Succeeded", f"prepare: {prepare['status']['phase']}")
        restarts = [one["status"]["containerStatuses"][0]["restartCount"] for one in others]
        promise(not any(restarts), f"restarts: {restarts}")


def _serves(release: Release) -> None:
    with step("A region, made in the worker's pod"):
        (worker,) = release.pods("worker")
        words = ["kreislauf", "region", "create", "Landeshauptstadt Kiel", "buero@kiel.example"]
        release.inside(worker, *words, "--kind", "stadt", "--label", "kiel")
    with step("Its page, by each web") as note:
        for address in release.ready():
            status, page = ask(address, REGION, PAGE, seconds=30)
            promise(status == 200 and b"</html>" in page, f"{address} answered {status}")
            note(f"{address}: {status}")
        promise(len(release.ready()) == 2, f"ready are {release.ready()}")
    with step("A file in the object store, written by the worker, read by a web"):
        release.inside(worker, "kreislauf", "shell", "-c", store.WRITE)
        read = release.inside(release.pods("web")[0], "kreislauf", "shell", "-c", store.READ)
        promise("whole" in read, f"the web read {read[-200:]}")
    with step("Metrics, and the probes of worker and beat"):
        for pod in release.pods("web"):
            promise(ask(pod["status"]["podIP"], "x", "/metrics", port=9464)[0] == 200, "a web has no metrics")
        for name in ("worker", "beat"):
            (pod,) = release.pods(name)
            command = pod["spec"]["containers"][0]["livenessProbe"]["exec"]["command"]
            machine.until(lambda pod=pod, command=command: _passes(release, pod, command), f"{name} does not live")


def _passes(release: Release, pod: dict[str, object], command: list[str]) -> bool:
    try:
        release.inside(pod, *command)
    except Failed:
        return False
    return True


def _is_closed(release: Release) -> None:
    with step("helm test: the web by its service's name") as note:
        said = release.helm("test", "--timeout", "5m")
        note(", ".join(line.strip() for line in said.splitlines() if "Phase" in line))
    with step("Policies of the network bind") as note:
        policies.bind(release, note)


def _changes(release: Release) -> None:
    with under_load(release, "helm upgrade with a migration"):
        release.to("2", "upgrade")
    with under_load(release, "An upgrade whose migration fails") as note:
        try:
            release.to("3", "upgrade")
        except Failed as refused:
            note(str(refused).strip().splitlines()[-1][:200])
        else:
            raise Failed("Helm took a version that could not migrate")
        promise(all(_tag(pod) == "2" for pod in release.pods("web")), "a web of the version that failed runs")
    with under_load(release, "helm rollback to the first version"):
        release.helm("rollback", "1", "--wait", "--timeout", "10m")
        promise(all(_tag(pod) == "1" for pod in release.pods("web")), "a web of the later version runs")
    with under_load(release, "A web's pod deleted"):
        release.delete(release.pods("web")[0])
        machine.until(lambda: settled(release.ready(), release.pods("web"), number=2), "no second web gets ready")


@contextmanager
def under_load(release: Release, name: str) -> Iterator[Callable[[str], None]]:
    """A step while visitors ask; none of them may fail."""
    with step(f"{name}, under load") as note:
        with visitors(release, REGION) as seen:
            yield note
        note(none_failed(seen))


def _tag(pod: dict[str, dict[str, list[dict[str, str]]]]) -> str:
    return pod["spec"]["containers"][0]["image"].rpartition(":")[2]


def _ends(release: Release) -> None:
    with step("helm uninstall") as note:
        release.helm("uninstall", "--wait", "--timeout", "10m")
        left = sorted({component_of(pod) for pod in release.pods()})
        note(f"left: {', '.join(left)}")
        promise(left == ["prepare"], f"pods are left: {left}")


def main() -> int:
    try:
        if os.geteuid() or not shutil.which("go"):
            raise Skipped("it needs root, and Go to build Kubernetes with")
        daemon.install_programs()
        machine.install_programs()
        check()
    except (Skipped, ToolSkipped) as reason:
        print(f"Not done: {reason}.")
        return 2
    except (Failed, ToolFailed) as failure:
        print(failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
