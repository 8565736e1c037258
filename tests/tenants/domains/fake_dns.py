"""A nameserver of our own on loopback: it says what a test has it say, by real packets."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

from tenants.domains import nameserver

Key = tuple[str, str]


class Troubles(dict[str, str]):
    """From the first trouble on nobody waits long. Until then a slow answer of a busy machine is an answer."""

    def __setitem__(self, name: str, trouble: str) -> None:
        nameserver.TRY_SECONDS, nameserver.SECONDS = 0.15, 0.4
        super().__setitem__(name, trouble)


class FakeDns:
    """``zone["TXT", "_kreislauf.kreis.de"] = ['"kreislauf-proof=…"']``; ``trouble["kreis.de"] = "servfail"``."""

    def __init__(self) -> None:
        self.zone: dict[Key, list[str]] = {}
        self.trouble = Troubles()  # by name: servfail, refused, timeout, garbage, wrong id, other name
        self.asked: list[Key] = []
        self._udp, self._tcp = _pair()
        self.address = f"127.0.0.1:{self._udp.getsockname()[1]}"
        self._threads = [threading.Thread(target=run, daemon=True) for run in (self._serve_udp, self._serve_tcp)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        port = self._udp.getsockname()[1]
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as knock:
            knock.sendto(b"", ("127.0.0.1", port))
        with socket.create_connection(("127.0.0.1", port)):
            pass
        for thread in self._threads:
            thread.join(2)
        self._udp.close()
        self._tcp.close()

    def _serve_udp(self) -> None:
        while True:
            packet, sender = self._udp.recvfrom(4096)
            if not packet:
                return
            answer = self._answer(packet, most=1232)
            if answer is not None:
                self._udp.sendto(answer, sender)

    def _serve_tcp(self) -> None:
        while True:
            peer, _ = self._tcp.accept()
            with peer:
                head = peer.recv(2)
                if len(head) < 2:
                    return
                answer = self._answer(peer.recv(struct.unpack("!H", head)[0]), most=65535)
                if answer is not None:
                    peer.sendall(struct.pack("!H", len(answer)) + answer)

    def _answer(self, packet: bytes, *, most: int) -> bytes | None:
        query = dns.message.from_wire(packet)
        question = query.question[0]
        name, kind = question.name.to_text().rstrip(".").lower(), dns.rdatatype.to_text(question.rdtype)
        self.asked.append((kind, name))
        trouble = self.trouble.get(name, "")
        if trouble == "timeout":
            return None
        if trouble == "garbage":
            return packet[:2] + b"\xff" * 7
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        if trouble in ("servfail", "refused"):
            answer.set_rcode(dns.rcode.from_text(trouble))
            return answer.to_wire()
        if trouble == "wrong id":
            answer.id = (query.id + 1) % 65536
        asked_for = dns.name.from_text("boese.example") if trouble == "other name" else question.name
        self._fill(answer, asked_for, name, kind)
        wire = answer.to_wire(max_size=65535)
        if len(wire) > most:
            short = dns.message.make_response(query)
            short.flags |= dns.flags.TC
            return short.to_wire()
        return wire

    def _fill(self, answer: dns.message.Message, owner: dns.name.Name, name: str, kind: str) -> None:
        """As a resolver does: along the CNAMEs to what was asked for."""
        for _ in range(20):
            alias = self.zone.get(("CNAME", name))
            values = alias if alias and kind != "CNAME" else self.zone.get((kind, name))
            if not values:
                break
            answer.answer.append(
                dns.rrset.from_text(owner, 60, "IN", "CNAME" if alias and kind != "CNAME" else kind, *values)
            )
            if not (alias and kind != "CNAME"):
                return
            owner, name = dns.name.from_text(alias[0]), alias[0].rstrip(".").lower()
        if not any(known == name for _, known in self.zone):
            answer.set_rcode(dns.rcode.NXDOMAIN)


def _pair() -> tuple[socket.socket, socket.socket]:
    """UDP and TCP at the same port."""
    while True:
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", 0))
        tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            tcp.bind(udp.getsockname())
        except OSError:
            udp.close()
            tcp.close()
            continue
        tcp.listen()
        return udp, tcp


@contextmanager
def fake_dns() -> Iterator[FakeDns]:
    server = FakeDns()
    try:
        yield server
    finally:
        server.stop()
