"""What makes services and policies of the network real: kube-proxy, CoreDNS, and the firewall of kube-router."""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kreislauf.embedded.child_processes import start, stop
from kreislauf.embedded.ports import LOOPBACK, free_port
from tests.deploy.kubernetes import program
from tests.deploy.machine.docker import run
from tests.deploy.node.machine import DOMAIN, NAME, until
from tests.deploy.node.network import ADDRESS, PODS, SERVICES
from tests.deploy.run import needed
from tests.deploy.tools import FOLDER, go_tool

COREDNS = "1.15.0"
# The whole of it has every cloud's client; these plug-ins are what a cluster asks.
PLUGINS = ["bind", "errors", "kubernetes"]
NAMES = f"""\
.:53 {{{{
  bind {ADDRESS}
  errors
  kubernetes {DOMAIN} {{{{
    kubeconfig {{access}}
  }}}}
}}}}
"""


@contextmanager
def services(access: Path, folder: Path) -> Iterator[None]:
    proxy = folder / "kube-proxy.json"
    proxy.write_text(json.dumps(_proxy_settings(access)))
    names = folder / "Corefile"
    names.write_text(NAMES.format(access=access))
    only = ["--run-firewall=true", "--run-router=false", "--run-service-proxy=false", "--health-port=0"]
    place = [f"--kubeconfig={access}", f"--hostname-override={NAME}", f"--service-cluster-ip-range={SERVICES}"]
    commands = {
        "kube-proxy": [str(program("kube-proxy")), f"--config={proxy}"],
        "coredns": [coredns(), "-conf", str(names)],
        "kube-router": [needed(go_tool("kube-router"), "kube-router"), *only, *place],
    }
    logs = {name: folder / f"{name}.log" for name in commands}
    told = {  # one after the other: two programs that write the table of filters at once lose each other's chains
        "kube-proxy": lambda: ":KUBE-FORWARD" in _rules("filter") and ":KUBE-SERVICES" in _rules("nat"),
        "coredns": _names_are_told,
        "kube-router": lambda: ":KUBE-ROUTER-FORWARD" in _rules("filter"),
    }
    processes = []
    try:
        for name, words in commands.items():
            processes.append(start(words, log=logs[name], env=os.environ))
            until(told[name], f"{name} is not ready", log=logs[name])
        yield
    finally:
        for process in reversed(processes):
            stop(process)


def _proxy_settings(access: Path) -> dict[str, Any]:
    """A proxy that leaves the kernel's table of connections as it is: its size belongs to the whole machine."""
    return {
        "apiVersion": "kubeproxy.config.k8s.io/v1alpha1",
        "kind": "KubeProxyConfiguration",
        "mode": "iptables",
        "clientConnection": {"kubeconfig": str(access)},
        "clusterCIDR": PODS,
        "hostnameOverride": NAME,
        "bindAddress": ADDRESS,
        "healthzBindAddress": f"{LOOPBACK}:{free_port()}",
        "metricsBindAddress": f"{LOOPBACK}:{free_port()}",
        "nodePortAddresses": [f"{ADDRESS}/32"],
        "oomScoreAdj": 0,
        "iptables": {"localhostNodePorts": False},
        "conntrack": {"maxPerCore": 0, "min": 0, "tcpEstablishedTimeout": "0s", "tcpCloseWaitTimeout": "0s"},
    }


def coredns() -> str:
    """CoreDNS of PLUGINS alone, built once."""
    folder = FOLDER / f"coredns-{COREDNS}"
    path = folder / "coredns"
    if not path.exists():
        print(f"· Building CoreDNS {COREDNS} from its Go module …", flush=True)
        module = "github.com/coredns/coredns"
        source = folder / "module"
        source.mkdir(parents=True, exist_ok=True)
        imports = "".join(f'\t_ "{module}/plugin/{name}"\n' for name in PLUGINS)
        main = f'package main\n\nimport (\n\t"{module}/coremain"\n{imports})\n\nfunc main() {{ coremain.Run() }}\n'
        (source / "main.go").write_text(main)
        (source / "go.mod").write_text(f"module names\n\nrequire {module} v{COREDNS}\n")
        run(needed(shutil.which("go"), "go"), "build", "-mod=mod", "-o", path, ".", cwd=source)
    return str(path)


def _names_are_told() -> bool:
    try:
        socket.create_connection((ADDRESS, 53), timeout=5).close()
    except OSError:
        return False
    return True


def _rules(table: str) -> str:
    return run("iptables-save", "--table", table)
