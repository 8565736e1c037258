"""`python -m kreislauf.processes.web_server HOST PORT PROCESSES`: granian on a socket that no other server shares.

By itself granian binds with SO_REUSEPORT, and two servers on one port would each answer some of the requests.
"""

from __future__ import annotations

import os
import signal
import socket
import sys

BACKLOG = 1024


class AddressTaken(Exception):
    """Another program listens there."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that is this server's alone. Refuses with ``AddressTaken``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    # What an earlier server left in TIME_WAIT is no reason to refuse; one that listens is.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as problem:
        listener.close()
        raise AddressTaken(
            f"Cannot listen on {host}:{port}: {problem.strerror}. Set BIND to another address."
        ) from None
    return listener


def main(words: list[str]) -> int:
    # Before granian is loaded: the first process of a container ignores SIGTERM until it has a handler. No exception,
    # which is dropped where Python cannot pass it on, as in the middle of an import's callback.
    signal.signal(signal.SIGTERM, lambda number, frame: os._exit(128 + number))
    host, port, processes = words
    try:
        listener = listen(host, int(port))
    except AddressTaken as refusal:
        print(refusal, file=sys.stderr)
        return 1
    from kreislauf.processes.granian_server import serve

    serve(listener, processes=int(processes), backlog=BACKLOG)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
