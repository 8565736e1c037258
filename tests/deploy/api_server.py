"""etcd and a Kubernetes API server on loopback, asked over HTTPS without kubectl."""

from __future__ import annotations

import os
import secrets
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from kreislauf.embedded.child_processes import start, stop
from kreislauf.embedded.ports import LOOPBACK, free_port
from tests.deploy.kubernetes import program
from tests.deploy.run import Failed, needed
from tests.deploy.tools import python_tool

Thing = dict[str, Any]


class ApiServer:
    """``folder`` is where its keys lie, for as long as it runs."""

    def __init__(self, port: int, token: str, folder: Path) -> None:
        self.port, self.token, self.folder = port, token, folder
        # The server signs its own certificate at each start.
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        headers = {"Authorization": f"Bearer {token}"}
        self.http = httpx.Client(
            base_url=f"https://{LOOPBACK}:{port}", verify=context, headers=headers, timeout=30, trust_env=False
        )
        self.paths: dict[tuple[str, str], tuple[str, bool]] = {}

    def is_ready(self) -> bool:
        try:
            return self.http.get("/readyz").status_code == 200
        except httpx.HTTPError:
            return False

    def version(self) -> str:
        return str(self.http.get("/version").json()["gitVersion"])

    def knows(self, one: Thing) -> bool:
        """Whether its kind is served; what is not known is asked for once more, since definitions may have come."""
        key = (one["apiVersion"], one["kind"])
        if key not in self.paths:
            root = f"/api/{key[0]}" if "/" not in key[0] else f"/apis/{key[0]}"
            answer = self.http.get(root)
            for served_kind in answer.json().get("resources", ()) if answer.status_code == 200 else ():
                if "/" not in served_kind["name"]:
                    path = (f"{root}/{{}}{served_kind['name']}", served_kind["namespaced"])
                    self.paths[(key[0], served_kind["kind"])] = path
        return key in self.paths

    def create(self, one: Thing) -> None:
        answer = self.http.post(self._path(one), json=one)
        if answer.status_code != 201:
            raise Failed(f"{one['kind']} {one['metadata']['name']}: {answer.json()['message']}")

    def objections(self, one: Thing) -> list[str]:
        """What the server refuses or warns of when it is asked to create the object, strictly and for show."""
        answer = self.http.post(self._path(one), json=one, params={"dryRun": "All", "fieldValidation": "Strict"})
        refused = [] if answer.status_code == 201 else [str(answer.json().get("message"))]
        return refused + answer.headers.get_list("Warning")

    def wait_for(self, definition: Thing) -> None:
        """Until the objects of a definition can be asked for."""
        spec = definition["spec"]
        for version in spec["versions"]:
            kind = {"apiVersion": f"{spec['group']}/{version['name']}", "kind": spec["names"]["kind"]}
            if version["served"]:
                _until(lambda kind=kind: self.knows(kind), f"{kind['kind']} is not served")

    def _path(self, one: Thing) -> str:
        if not self.knows(one):
            raise Failed(f"nobody serves {one['apiVersion']} {one['kind']}")
        path, is_namespaced = self.paths[(one["apiVersion"], one["kind"])]
        return path.format(f"namespaces/{one['metadata'].get('namespace', 'default')}/" if is_namespaced else "")


@contextmanager
def served() -> Iterator[ApiServer]:
    """An API server that admits pods as PodSecurity says, with a store of its own that is gone afterwards."""
    etcd, kube_apiserver = needed(python_tool("etcd"), "etcd"), program("kube-apiserver")
    with tempfile.TemporaryDirectory() as name:
        folder, store, port, token = Path(name), f"http://{LOOPBACK}:{free_port()}", free_port(), secrets.token_hex(16)
        subprocess.run(["openssl", "genrsa", "-out", folder / "sa.key", "2048"], check=True, capture_output=True)
        (folder / "tokens.csv").write_text(f"{token},admin,admin,system:masters\n")
        peers = f"http://{LOOPBACK}:{free_port()}"
        processes = [start([etcd, *_etcd_words(folder, store, peers)], log=folder / "etcd.log", env=os.environ)]
        try:
            processes.append(
                start(
                    [str(kube_apiserver), *_server_words(folder, store, port)],
                    log=folder / "server.log",
                    env=os.environ,
                )
            )
            server = ApiServer(port, token, folder)
            _until(server.is_ready, "the API server does not get ready", log=folder / "server.log")
            yield server
        finally:
            for process in reversed(processes):
                stop(process)


def _etcd_words(folder: Path, store: str, peers: str) -> list[str]:
    clients = [f"--listen-client-urls={store}", f"--advertise-client-urls={store}"]
    alone = [
        f"--listen-peer-urls={peers}",
        f"--initial-advertise-peer-urls={peers}",
        f"--initial-cluster=default={peers}",
    ]
    return [f"--data-dir={folder / 'etcd'}", *clients, *alone, "--unsafe-no-fsync"]


def _server_words(folder: Path, store: str, port: int) -> list[str]:
    return [
        f"--etcd-servers={store}",
        f"--bind-address={LOOPBACK}",
        f"--secure-port={port}",
        "--endpoint-reconciler-type=none",
        f"--cert-dir={folder / 'certificates'}",
        f"--service-account-key-file={folder / 'sa.key'}",
        f"--service-account-signing-key-file={folder / 'sa.key'}",
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-cluster-ip-range=10.0.0.0/24,fd00:10::/112",
        f"--token-auth-file={folder / 'tokens.csv'}",
        "--authorization-mode=RBAC",
        "--disable-admission-plugins=ServiceAccount",
    ]


def _until(happened: Any, what: str, *, seconds: float = 120, log: Path | None = None) -> None:
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            raise Failed(f"{what} within {seconds:.0f} s\n{log.read_text()[-3000:] if log else ''}")
        time.sleep(0.2)
