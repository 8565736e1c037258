"""A small connection pool in front of PostgreSQL, as PgBouncer is one: by session, or by transaction."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from psycopg.pq import PGconn

PARAMETERS = {"server_version": "18.0", "client_encoding": "UTF8", "standard_conforming_strings": "on"}


class Pooler:
    """``oldest_first`` hands out the server connection that has rested longest, as ``server_round_robin`` does."""

    def __init__(self, conninfo: str, *, mode: str, servers: int, oldest_first: bool = False) -> None:
        self.mode, self.oldest_first = mode, oldest_first
        self.upstream = [PGconn.connect(conninfo.encode()) for _ in range(servers)]
        self.idle = [socket.fromfd(each.socket, socket.AF_INET, socket.SOCK_STREAM) for each in self.upstream]
        for each in self.idle:
            each.setblocking(True)
        self.sockets = list(self.idle)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self.listener.close()
        for each in self.sockets:
            each.close()
        for connection in self.upstream:
            connection.finish()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self.listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        server: socket.socket | None = None
        with client, suppress(OSError, EOFError):
            self._greet(client)
            while True:
                request, last = b"", b""
                while last not in (b"Q", b"S", b"X"):
                    last, message = _message(client)
                    request += message
                if last == b"X":
                    break
                if server is None:
                    server = self.idle.pop(0 if self.oldest_first else -1)
                server.sendall(request)
                if self._answer(server, client) == b"I" and self.mode == "transaction":
                    self.idle.append(server)
                    server = None
        if server is not None:
            self.idle.append(server)

    def _greet(self, client: socket.socket) -> None:
        while True:
            (length,) = struct.unpack("!I", _exactly(client, 4))
            (code,) = struct.unpack("!I", _exactly(client, length - 4)[:4])
            if code >> 16 == 3:
                break
            client.sendall(b"N")  # neither TLS nor GSS
        told = b"".join(_packed(b"S", f"{name}\0{value}\0".encode()) for name, value in PARAMETERS.items())
        welcome = _packed(b"R", struct.pack("!I", 0)) + told + _packed(b"K", struct.pack("!II", 1, 1))
        client.sendall(welcome + _packed(b"Z", b"I"))

    def _answer(self, server: socket.socket, client: socket.socket) -> bytes:
        """Everything up to the server's being ready again, and in which state it then is."""
        while True:
            kind, message = _message(server)
            client.sendall(message)
            if kind == b"Z":
                return message[-1:]


def _message(source: socket.socket) -> tuple[bytes, bytes]:
    head = _exactly(source, 5)
    return head[:1], head + _exactly(source, struct.unpack("!I", head[1:])[0] - 4)


def _packed(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("!I", len(content) + 4) + content


def _exactly(source: socket.socket, length: int) -> bytes:
    found = b""
    while len(found) < length:
        part = source.recv(length - len(found))
        if not part:
            raise EOFError
        found += part
    return found


@contextmanager
def pooler(conninfo: str, *, mode: str, servers: int, oldest_first: bool = False) -> Iterator[int]:
    """The port it listens on."""
    made = Pooler(conninfo, mode=mode, servers=servers, oldest_first=oldest_first)
    try:
        yield made.port
    finally:
        made.close()
