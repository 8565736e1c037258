"""This machine as the one node of a cluster: containerd, and Kubernetes' own programs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from kreislauf.embedded.child_processes import start, stop
from kreislauf.embedded.ports import LOOPBACK, free_port
from tests.deploy.api_server import ApiServer
from tests.deploy.kubernetes import program
from tests.deploy.machine.docker import ENVIRONMENT, Failed, Skipped, install_packages, run
from tests.deploy.node.network import ADDRESS, BRIDGE, PODS

NAME, DOMAIN = "real", "cluster.local"
PAUSE = "docker.io/local/pause:1"
PACKAGES = ["containerd", "containernetworking-plugins", "conntrack", "iptables", "ipset"]
NETWORKS = "/run/netns/cni-"
PLACES = ["/run/containerd", "/run/netns", "/var/lib/cni", "/var/lib/kubelet", "/var/log/containers"]
PROGRAMS = ["containerd", "ctr", "conntrack", "iptables", "ipset", "ip", "umount"]


def install_programs() -> None:
    """Debian's packages, where this is root's machine. Refuses with ``Skipped``."""
    if not all(shutil.which(name) for name in PROGRAMS) or not Path("/usr/lib/cni/bridge").exists():
        if os.geteuid() or not shutil.which("apt-get"):
            raise Skipped(f"it needs {', '.join(PACKAGES)}, and root to run a node")
        install_packages(PACKAGES)


class Containers:
    """containerd, with everything of its own below a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.socket = folder, folder / "containerd.sock"

    def ctr(self, *words: object) -> str:
        return run("ctr", "--address", self.socket, "--namespace", "k8s.io", *words)

    def take(self, *images: str) -> None:
        """Images that Docker has here."""
        with subprocess.Popen(["docker", "save", *images], env=ENVIRONMENT, stdout=subprocess.PIPE) as saved:
            words = ["ctr", "--address", str(self.socket), "--namespace", "k8s.io", "images", "import", "-"]
            done = subprocess.run(words, stdin=saved.stdout, capture_output=True, text=True, check=False)
        if saved.returncode or done.returncode:
            raise Failed(f"containerd does not take the images: {done.stderr[-1000:]}")

    def inside(self, container: str, *words: object) -> str:
        """What a program says that is run in a container."""
        name = f"check-{time.monotonic_ns()}"
        return self.ctr("tasks", "exec", "--exec-id", name, container.removeprefix("containerd://"), *words)

    def left(self) -> list[str]:
        return self.ctr("containers", "list", "--quiet").split()


@contextmanager
def containers(folder: Path) -> Iterator[Containers]:
    one, others = Containers(folder), _mounted(NETWORKS)
    _write_network(folder / "cni", folder)
    (folder / "containerd.toml").write_text(
        f"""version = 2
root = "{folder / "containerd"}"
state = "{folder / "state"}"
[grpc]
  address = "{one.socket}"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "{PAUSE}"
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "{folder / "cni"}"
"""
    )
    log = folder / "containerd.log"
    process = start(["containerd", "--config", str(folder / "containerd.toml")], log=log, env=os.environ)
    try:
        until(one.socket.exists, "containerd does not listen", log=log)
        yield one
    finally:
        for left in one.left():
            with suppress(Failed):
                one.ctr("tasks", "delete", "--force", left)  # with its shim and its cgroup, which outlive containerd
            with suppress(Failed):
                one.ctr("containers", "delete", left)
        stop(process)
        _unmount(folder, others)


def _write_network(folder: Path, place: Path) -> None:
    folder.mkdir()
    addresses: dict[str, Any] = {
        "type": "host-local",
        "dataDir": str(place / "addresses"),
        "routes": [{"dst": "0.0.0.0/0"}],
    }
    addresses["ranges"] = [[{"subnet": PODS, "rangeStart": PODS.replace("0/24", "10")}]]
    pods = {"type": "bridge", "bridge": BRIDGE, "isGateway": True, "ipMasq": False, "ipam": addresses}
    (folder / "pods.conflist").write_text(json.dumps({"cniVersion": "0.4.0", "name": "pods", "plugins": [pods]}))


def _mounted(start: str) -> list[str]:
    """The deepest first."""
    places = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()]
    return sorted((place for place in places if place.startswith(start)), reverse=True)


def _unmount(folder: Path, others: list[str]) -> None:
    """Volumes of pods, root file systems, and pods' networks except those that were there before."""
    networks = [place for place in _mounted(NETWORKS) if place not in others]
    for place in [*_mounted(f"{folder}/"), *networks]:
        subprocess.run(["umount", "--lazy", place], check=False, capture_output=True)
    for place in networks:
        Path(place).unlink(missing_ok=True)


@contextmanager
def nothing_left() -> Iterator[None]:
    """Folders that the programs make at places of their own: new ones, where nothing but sockets is in them."""
    cgroups = [str(one / "k8s.io") for one in Path("/sys/fs/cgroup").glob("*")]
    made = [Path(place) for place in (*PLACES, *cgroups) if not Path(place).exists()]
    try:
        yield
    finally:
        for place in made:
            for one in [*sorted(place.rglob("*"), reverse=True), place]:
                with suppress(OSError):
                    if one.is_dir():
                        one.rmdir()
                    elif one.is_socket():
                        one.unlink()


@contextmanager
def node(server: ApiServer, folder: Path, runtime: Containers) -> Iterator[Path]:
    """Controllers, scheduler and kubelet; yields the file by which Helm finds the server."""
    access = _write_access(server, folder)
    settings = _write_settings(folder, runtime)
    asked = [f"--kubeconfig={access}", f"--authentication-kubeconfig={access}", f"--authorization-kubeconfig={access}"]
    alone = ["--leader-elect=false", "--secure-port=0"]
    key = f"--service-account-private-key-file={server.folder / 'sa.key'}"
    kubelet = [f"--config={settings}", f"--kubeconfig={access}", f"--hostname-override={NAME}", f"--node-ip={ADDRESS}"]
    commands = {
        "kube-controller-manager": [*asked, *alone, key],
        "kube-scheduler": [*asked, *alone],
        "kubelet": [*kubelet, f"--root-dir={folder / 'kubelet'}", f"--cert-dir={folder / 'certificates'}"],
    }
    processes = []
    try:
        for name, words in commands.items():
            processes.append(start([str(program(name)), *words], log=folder / f"{name}.log", env=os.environ))
        until(lambda: _is_ready(server), "the node does not get ready", log=folder / "kubelet.log")
        yield access
    finally:
        for process in reversed(processes):
            stop(process)


def _write_access(server: ApiServer, folder: Path) -> Path:
    cluster = {"server": f"https://{LOOPBACK}:{server.port}", "insecure-skip-tls-verify": True}
    access = {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": NAME, "cluster": cluster}],
        "users": [{"name": "admin", "user": {"token": server.token}}],
        "contexts": [{"name": NAME, "context": {"cluster": NAME, "user": "admin"}}],
        "current-context": NAME,
    }
    path = folder / "kubeconfig.json"
    path.write_text(json.dumps(access))
    path.chmod(0o600)
    return path


def _write_settings(folder: Path, runtime: Containers) -> Path:
    """A kubelet that may not set limits of its own here: on cgroups of the first version, without systemd."""
    settings = {
        "apiVersion": "kubelet.config.k8s.io/v1beta1",
        "kind": "KubeletConfiguration",
        "address": LOOPBACK,
        "port": free_port(),
        "healthzPort": free_port(),
        "readOnlyPort": 0,
        "authentication": {"anonymous": {"enabled": False}},
        "authorization": {"mode": "AlwaysAllow"},
        "clusterDNS": [ADDRESS],
        "clusterDomain": DOMAIN,
        "cgroupDriver": "cgroupfs",
        "cgroupsPerQOS": False,
        "containerRuntimeEndpoint": f"unix://{runtime.socket}",
        "enforceNodeAllocatable": [],
        "failCgroupV1": False,
        "failSwapOn": False,
        "localStorageCapacityIsolation": False,
        "makeIPTablesUtilChains": False,
        "podLogsDir": str(folder / "logs"),
        "volumePluginDir": str(folder / "plugins"),
        "evictionHard": {"memory.available": "50Mi", "nodefs.available": "1%", "imagefs.available": "1%"},
        "imageGCHighThresholdPercent": 100,
    }
    path = folder / "kubelet.json"
    path.write_text(json.dumps(settings))
    return path


def _is_ready(server: ApiServer) -> bool:
    answer = server.http.get(f"/api/v1/nodes/{NAME}")
    conditions = answer.json()["status"].get("conditions", ()) if answer.status_code == 200 else ()
    return any(one["type"] == "Ready" and one["status"] == "True" for one in conditions)


def until(happened: Callable[[], object], what: str, *, seconds: float = 180, log: Path | None = None) -> None:
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            raise Failed(f"{what} within {seconds:.0f} s\n{log.read_text()[-3000:] if log else ''}")
        time.sleep(0.3)
