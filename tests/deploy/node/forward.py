"""Servers that listen on loopback, reached by the pods at the bridge's address."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from kreislauf.embedded.ports import LOOPBACK


@contextmanager
def forwarded(address: str, port: int) -> Iterator[None]:
    """Whoever connects to ``address`` is connected with the same port of loopback."""
    with socket.create_server((address, port), backlog=200) as listener:
        threading.Thread(target=_accept, args=(listener, port), daemon=True).start()
        yield
        listener.shutdown(socket.SHUT_RDWR)


def _accept(listener: socket.socket, port: int) -> None:
    while True:
        try:
            visitor, _ = listener.accept()
        except OSError:  # closed
            return
        try:
            server = socket.create_connection((LOOPBACK, port))
        except OSError:
            visitor.close()
            continue
        for one, other in ((visitor, server), (server, visitor)):
            threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    try:
        while data := one.recv(65536):
            other.sendall(data)
        other.shutdown(socket.SHUT_WR)
    except OSError:
        for end in (one, other):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
