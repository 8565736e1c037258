"""A real object store over TLS, with versions: versitygw, from the machine or as it was built here before."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kreislauf.embedded.child_processes import start, stop
from kreislauf.embedded.ports import LOOPBACK, free_port
from tests.edge.web import until

REGION, KEY, SECRET = "eu-here", "the-platform", "only-for-tests"


def program() -> str:
    """Its path; the test skips itself where there is none, since building it takes minutes."""
    go = shutil.which("go")
    built = [folder / "bin" / "versitygw" for folder in _go_folders(go)] if go else []
    found = shutil.which("versitygw") or next((str(path) for path in built if path.exists()), None)
    if not found:
        pytest.skip("There is no versitygw: go install github.com/versity/versitygw/cmd/versitygw@v1.8.0")
    return found


def _go_folders(go: str) -> list[Path]:
    paths = subprocess.run([go, "env", "GOPATH"], capture_output=True, text=True, check=True).stdout.strip()
    return [Path(path) for path in paths.split(os.pathsep)]


@dataclass
class ObjectStore:
    """``stop`` and ``start`` are its failure and its return; what it holds stays."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"https://localhost:{self.port}"

    @property
    def authority(self) -> Path:
        return self.folder / "cert.pem"

    def start(self) -> None:
        self.process = start(
            [
                *[program(), "--port", f"{LOOPBACK}:{self.port}", "--region", REGION, "--quiet"],
                *["--cert", self.authority, "--key", self.folder / "key.pem"],
                *["posix", "--versioning-dir", self.folder / "versions", self.folder / "objects"],
            ],
            log=self.folder / "store.log",
            env={"PATH": os.defpath, "ROOT_ACCESS_KEY": KEY, "ROOT_SECRET_KEY": SECRET, "HOME": str(self.folder)},
        )
        until(self.answers, seconds=20)

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process)

    def answers(self) -> bool:
        try:
            self.get("/")
        except OSError:
            return False
        return True

    def get(self, path: str) -> int:
        """The status that a stranger gets, who has no key."""
        trusting = ssl.create_default_context(cafile=str(self.authority))
        try:
            with urllib.request.urlopen(f"{self.address}{path}", context=trusting, timeout=5) as response:
                return int(response.status)
        except urllib.error.HTTPError as refusal:
            refusal.close()
            return refusal.code

    def client(self) -> Any:
        import boto3

        return boto3.client(
            "s3",
            endpoint_url=self.address,
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
            region_name=REGION,
            verify=str(self.authority),
        )

    def variables(self, bucket: str) -> dict[str, str]:
        """The platform's settings."""
        return {
            "S3_ENDPOINT": self.address,
            "S3_BUCKET": bucket,
            "S3_KEY": KEY,
            "S3_SECRET": SECRET,
            "S3_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_CA_BUNDLE": str(self.authority),
        }


@contextmanager
def object_store(folder: Path, *, buckets: tuple[str, ...]) -> Iterator[ObjectStore]:
    """With these buckets, of which each keeps versions of what is deleted."""
    program()
    for name in ("objects", "versions"):
        (folder / name).mkdir(parents=True)
    _make_certificate(folder)
    store = ObjectStore(folder)
    store.start()
    try:
        client = store.client()
        for bucket in buckets:
            client.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
            client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
        client.close()
        yield store
    finally:
        store.stop()


def _make_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address(LOOPBACK))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
