"""Certificates are looked at where visitors get them."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pytest_django import Settings

from kreislauf.metrics.counts import CERTIFICATES, noted
from kreislauf.regions import RegionCard
from tenants.domains.models import OwnHost
from tenants.monitoring import certificates
from tenants.monitoring.certificates import OWN_HOSTS_ENDS, SILENT, end_of, look_at_certificates

pytestmark = pytest.mark.django_db
END = datetime.now(UTC).replace(microsecond=0) + timedelta(days=9)


def write_certificate(path: Path) -> Path:
    """Its key stands in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(END - timedelta(days=90)).not_valid_after(END)
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + builder.sign(key, hashes.SHA256()).public_bytes(pem))
    return path


@pytest.fixture
def edge(tmp_path: Path, settings: Settings) -> Iterator[tuple[str, int]]:
    """Something with a certificate that ends in nine days."""
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(write_certificate(tmp_path / "edge.pem"))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.PUBLIC_SCHEME, settings.EDGE_HOST, settings.PUBLIC_PORT = "https", "127.0.0.1", str(server.server_port)
    yield "127.0.0.1", server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_certificate_that_ends_soon_is_a_figure(kiel: RegionCard, edge: tuple[str, int]) -> None:
    at = datetime.now(UTC)
    for host, lost in (("gutscheine.kiel.example", None), ("alt.kiel.example", at)):
        OwnHost.objects.create(
            region_id=kiel.id, host=host, requested_at=at, requested_by="Ute", next_check_at=at, proved_at=at,
            live_at=at, lost_since=lost,
        )  # fmt: skip

    look_at_certificates()

    end = int(END.timestamp())
    assert noted(CERTIFICATES) == dict.fromkeys(
        ["localhost", "leitstand.localhost", "kiel.localhost", "own hosts"], end
    )
    assert noted(OWN_HOSTS_ENDS) == {END.date().isoformat(): 1}


def test_own_hosts_that_do_not_answer_are_counted_without_their_names(
    kiel: RegionCard, edge: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = datetime.now(UTC)
    for host in ("gutscheine.kiel.example", "stumm.kiel.example", "stiller.kiel.example"):
        OwnHost.objects.create(
            region_id=kiel.id, host=host, requested_at=at, requested_by="Ute", next_check_at=at, proved_at=at,
            live_at=at,
        )  # fmt: skip
    silent = {"stumm.kiel.example", "stiller.kiel.example"}
    monkeypatch.setattr(
        certificates, "end_of", lambda host, *, address: None if host in silent else end_of(host, address=address)
    )

    look_at_certificates()

    assert noted(OWN_HOSTS_ENDS) == {END.date().isoformat(): 1, SILENT: 2}


def test_who_does_not_answer_has_no_figure_and_costs_seconds_only(kiel: RegionCard, edge: tuple[str, int]) -> None:
    began = time.monotonic()

    assert end_of("kiel.localhost", address=("127.0.0.1", 1)) is None
    assert time.monotonic() - began < 6


def test_without_https_nobody_is_asked(kiel: RegionCard, edge: tuple[str, int], settings: Settings) -> None:
    settings.PUBLIC_SCHEME = "http"

    look_at_certificates()

    assert noted(CERTIFICATES) == {}
