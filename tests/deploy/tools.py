"""The tools that deploy/ is held against: from a lock of their own and from Go modules, below var/tools.

What is built once is found again; a tool that this machine cannot have is ``None``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from kreislauf.tools.install import _uv_settings as uv_settings

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "tools"
LOCK = ROOT / "requirements" / "deploy.txt"
# promtool is built in a third of the time without service discovery, which needs every cloud's client.
GO_TOOLS = {
    "helm": ("helm.sh/helm/v4/cmd/helm@v4.3.1", []),
    "helm-docs": ("github.com/norwoodj/helm-docs/cmd/helm-docs@v1.14.2", []),
    "kube-router": ("github.com/cloudnativelabs/kube-router/v2/cmd/kube-router@v2.1.0", []),
    "promtool": ("github.com/prometheus/prometheus/cmd/promtool@v0.316.0", ["-tags", "remove_all_sd"]),
}


def go_tool(name: str) -> str | None:
    """The tool in its one version, built where there is Go; else the machine's own, if it has one."""
    module, words = GO_TOOLS[name]
    built = FOLDER / module.rpartition("@")[2] / name
    if built.exists():
        return str(built)
    go = shutil.which("go")
    if not go:
        return shutil.which(name)
    print(f"· Building {name} from its Go module …", flush=True)
    environment = {**os.environ, "GOBIN": str(built.parent), "GOFLAGS": "-mod=mod"}
    done = subprocess.run([go, "install", *words, module], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr[-2000:])
        return None
    return str(built)


def python_tool(name: str) -> str | None:
    """A program of requirements/deploy.txt, in an environment of its own."""
    venv = FOLDER / "venv"
    stamp, state = venv / "stamp", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != state:
        print("· Installing the packages of requirements/deploy.txt …", flush=True)
        uv = Path(sys.executable).with_name("uv")
        environment = os.environ | uv_settings()
        subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, venv], check=True)
        install = [uv, "pip", "sync", "--quiet", "--python", venv / "bin" / "python", "--require-hashes", LOCK]
        subprocess.run(install, env=environment, check=True)
        stamp.write_text(state)
    program = venv / "bin" / name
    return str(program) if program.exists() else None
