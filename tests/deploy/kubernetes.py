"""Kubernetes' own programs, built once from its Go module: some 16 minutes of one core, 15 more for those of a node."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from tests.deploy.tools import FOLDER

VERSION = "1.37.2"
PROGRAMS = ("kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy", "kubelet")


def program(name: str) -> Path:
    """One of PROGRAMS; needs Go where it is not built yet."""
    folder = FOLDER / f"kubernetes-{VERSION}"
    path = folder / name
    if not path.exists():
        print(f"· Building {name} {VERSION} from its Go module …", flush=True)
        _write_module(folder / "module")
        flags = " ".join(
            f"-X k8s.io/component-base/version.{name}={value}"
            for name, value in (("gitVersion", f"v{VERSION}"), ("gitMajor", "1"), ("gitMinor", VERSION.split(".")[1]))
        )
        package = f"k8s.io/kubernetes/cmd/{name}"
        _go("build", "-trimpath", "-ldflags", f"-s -w {flags}", "-o", path, package, cwd=folder / "module")
    return path


def module_folder(module: str, version: str) -> Path:
    """Where the files of a Go module lie that is not built, only read: definitions of custom resources."""
    _go("mod", "download", f"{module}@{version}", cwd=FOLDER)
    cache = subprocess.run(["go", "env", "GOMODCACHE"], capture_output=True, text=True, check=True).stdout.strip()
    return Path(cache) / f"{module}@{version}"


def _write_module(folder: Path) -> None:
    """A module that asks for Kubernetes' programs, with the versions that Kubernetes itself is built with."""
    imports = "".join(f'import _ "k8s.io/kubernetes/cmd/{name}"\n' for name in PROGRAMS)
    tools, text = folder / "tools.go", f"//go:build tools\n\npackage cluster\n\n{imports}"
    if (folder / "go.sum").exists() and tools.read_text() == text:
        return
    folder.mkdir(parents=True, exist_ok=True)
    own = (module_folder("k8s.io/kubernetes", f"v{VERSION}") / "go.mod").read_text()
    staging = f"v0.{VERSION.split('.', 1)[1]}"
    replaced = re.findall(r"^\s+(k8s\.io/\S+) => \./staging", own, re.MULTILINE)
    go = re.search(r"^go (\S+)", own, re.MULTILINE)
    assert go
    lines = "".join(f"\t{name} => {name} {staging}\n" for name in replaced)
    required = f"require k8s.io/kubernetes v{VERSION}\n\nreplace (\n{lines})\n"
    (folder / "go.mod").write_text(f"module cluster\n\ngo {go.group(1)}\n\n{required}")
    tools.write_text(text)
    _go("mod", "tidy", cwd=folder)


def _go(*words: object, cwd: Path) -> None:
    go = shutil.which("go")
    if not go:
        raise SystemExit("There is no go on this machine; a Kubernetes API server is built from its Go module.")
    cwd.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "CGO_ENABLED": "0"}
    done = subprocess.run([go, *map(str, words)], cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{done.stderr[-3000:]}\ngo {words[0]}: {done.returncode}")
