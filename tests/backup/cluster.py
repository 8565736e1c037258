"""A PostgreSQL whose log goes to an object store, by the script and the configuration that deploy/ ships."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from kreislauf.demo.logins import APP, OWNER, harden, make_database, make_logins
from kreislauf.embedded.child_processes import start, stop
from kreislauf.embedded.ports import LOOPBACK, free_port
from tests.backup.object_store import KEY, REGION, SECRET, ObjectStore
from tests.edge.web import until

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "deploy" / "compose" / "backup" / "kreislauf-pgbackrest"
CONFIGURATION = SCRIPT.with_name("pgbackrest.conf")
BUCKET, PASSPHRASE, PASSWORD = "sicherung", "correct-horse-battery-staple", "only-for-tests"
SECRETS = {"S3_KEY": KEY, "S3_KEY_SECRET": SECRET, "CIPHER_PASS": PASSPHRASE}
NEWEST_KNOWN = {"2.45": 15, "2.54": 17, "2.57": 18}  # by pgBackRest's version: newer servers it does not read


def postgres_programs() -> Path:
    """The newest server of this machine's that its pgBackRest knows; the test skips itself where one is missing."""
    if not shutil.which("pgbackrest"):
        pytest.skip("There is no pgbackrest: apt-get install pgbackrest")
    said = subprocess.run(["pgbackrest", "version"], capture_output=True, text=True, check=True).stdout
    known = max(newest for version, newest in NEWEST_KNOWN.items() if _numbers(version) <= _numbers(said))
    found = sorted(
        int(path.name) for path in Path("/usr/lib/postgresql").glob("[0-9]*") if (path / "bin/initdb").exists()
    )
    if not (fitting := [number for number in found if number <= known]):
        pytest.skip(f"There is no PostgreSQL up to {known}, which this pgBackRest knows: apt-get install postgresql")
    return Path(f"/usr/lib/postgresql/{fitting[-1]}/bin")


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text)[:2])


@dataclass(eq=False)
class Cluster:
    """Its data lie in ``folder/data``. ``archives=False`` is a copy that must not write into the history."""

    folder: Path
    store: ObjectStore
    archives: bool = True
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        entry = pwd.getpwnam("nobody")  # PostgreSQL refuses to run as root
        self.account = (entry.pw_uid, entry.pw_gid) if os.geteuid() == 0 else None
        self.programs = postgres_programs()
        for path in (self.folder, self.data, self.folder / "socket", self.folder / "tmp"):
            path.mkdir(mode=0o700)
            if self.account:
                os.chown(path, *self.account)
        self.configuration = self.folder / "pgbackrest.conf"
        self.configuration.write_text(CONFIGURATION.read_text().replace("/var/lib/postgresql/data", str(self.data)))
        for name in ("kreislauf-pgbackrest", "authority.pem"):
            shutil.copy2(SCRIPT if name == SCRIPT.name else self.store.authority, self.folder / name)
        for name, secret in SECRETS.items():
            (self.folder / name).write_text(f"{secret}\n")
        for path in self.folder.iterdir():
            if path.is_file():
                path.chmod(0o755)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder.parent / f"{self.folder.name}.log"

    def variables(self) -> dict[str, str]:
        """What compose gives to both containers."""
        return {
            "PATH": f"{self.programs}:{os.defpath}",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "PGDATA": str(self.data),
            "PGHOST": str(self.folder / "socket"),
            "PGPORT": str(self.port),
            "PGUSER": "postgres",
            "PGBACKREST_CONFIG": str(self.configuration),
            "PGBACKREST_PG1_SOCKET_PATH": str(self.folder / "socket"),
            "PGBACKREST_PG1_PORT": str(self.port),
            "PGBACKREST_PG1_USER": "postgres",
            "PGBACKREST_LOCK_PATH": str(self.folder / "tmp"),
            "PGBACKREST_SPOOL_PATH": str(self.folder / "tmp"),
            "PGBACKREST_REPO1_TYPE": "s3",
            "PGBACKREST_REPO1_PATH": "/kreislauf",
            "PGBACKREST_REPO1_S3_BUCKET": BUCKET,
            "PGBACKREST_REPO1_S3_ENDPOINT": "localhost",
            "PGBACKREST_REPO1_STORAGE_HOST": "localhost",
            "PGBACKREST_REPO1_STORAGE_PORT": str(self.store.port),
            "PGBACKREST_REPO1_STORAGE_CA_FILE": str(self.folder / "authority.pem"),
            "PGBACKREST_REPO1_S3_URI_STYLE": "path",
            "PGBACKREST_REPO1_S3_REGION": REGION,
            **{f"PGBACKREST_REPO1_{name}_FILE": str(self.folder / name) for name in SECRETS},
            "BACKUP_REPORT": str(self.folder / "tmp" / "info.json"),
        }

    def run(self, *command: str | Path, **more: str) -> str:
        """What it prints. Fails with it where the command does."""
        done = subprocess.run(
            [os.fspath(part) for part in command],
            env=self.variables() | more,
            cwd=self.folder / "tmp",
            user=self.account[0] if self.account else None,
            group=self.account[1] if self.account else None,
            extra_groups=[] if self.account else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + self._last_lines()
        return done.stdout

    def backup(self, *arguments: str, **more: str) -> str:
        return self.run(self.folder / "kreislauf-pgbackrest", *arguments, **more)

    def make(self) -> None:
        self.run(
            *(self.programs / "initdb", "-D", self.data, "--username=postgres", "--auth=trust", "--encoding=UTF8"),
            *("--locale=C.UTF-8", "--no-sync", "--no-instructions"),
        )
        self.start()
        make_logins(self.url("postgres", database="postgres"), passwords={OWNER: PASSWORD, APP: PASSWORD})
        make_database(self.url("postgres", database="postgres"), name="kreislauf")
        harden(self.url("postgres"))

    def start(self) -> None:
        archive = {"archive_mode": "on", "archive_command": f"{self.folder / 'kreislauf-pgbackrest'} push %p"}
        settings = {
            "port": str(self.port),
            "listen_addresses": LOOPBACK,
            "unix_socket_directories": str(self.folder / "socket"),
            "max_locks_per_transaction": "256",
            "fsync": "off",
            **(archive if self.archives else {"archive_mode": "off"}),
        }
        self.process = start(
            [self.programs / "postgres", "-D", self.data, *(f"--{name}={value}" for name, value in settings.items())],
            log=self.log,
            env=self.variables(),
            cwd=self.folder,
            account=self.account,
            dies_by=signal.SIGINT,
        )
        until(self._serves, seconds=120)

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process, by=signal.SIGINT, seconds=20)
            self.process = None

    def url(self, login: str, *, database: str = "kreislauf") -> str:
        return f"postgresql://{login}:{PASSWORD}@{LOOPBACK}:{self.port}/{database}"

    def ask(self, question: str) -> str:
        """The first column of the first row, as text."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            row = connection.execute(question).fetchone()
            return str(row[0]) if row else ""

    def _serves(self) -> bool:
        """Recovered to the end: a server that still replays takes connections, too."""
        assert self.process is not None
        assert self.process.poll() is None, self._last_lines()
        try:
            with psycopg.connect(self.url("postgres", database="postgres"), connect_timeout=5) as connection:
                return connection.execute("SELECT NOT pg_is_in_recovery()").fetchone() == (True,)
        except psycopg.OperationalError:
            return False

    def _last_lines(self) -> str:
        return "\n".join(self.log.read_text().splitlines()[-20:]) if self.log.exists() else ""
