"""`python -m kreislauf.processes.web_server HOST PORT PROCESSES`: granian on a socket that no other server shares.

By itself granian binds with SO_REUSEPORT, and two servers on one port would each answer some of the requests.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import socket
import sys
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

APPLICATION = "kreislauf.wsgi:application"
BACKLOG = 1024
SECONDS_TO_FINISH = 30  # of the requests that are running when the server is to stop


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


class ExclusiveServer(Server):  # type: ignore[misc, valid-type]
    """Its processes accept from one socket, so that none loses what waited for another that ended."""

    listener: socket.socket

    def _init_shared_socket(self) -> None:
        from granian._granian import SocketHolder

        self.listener.setblocking(False)
        self.listener.set_inheritable(True)
        self._sso, self._sfd = self.listener, self.listener.fileno()
        self._shd, self._ssp = SocketHolder(self._sfd, False, BACKLOG), None


def serve(host: str, port: int, *, processes: int) -> None:
    """Serve until SIGTERM or SIGINT; requests that are running are finished. Refuses with ``AddressTaken``."""
    listener = listen(host, port)
    # A forked process would keep this one's handler, and not hear SIGTERM while it loads the application.
    multiprocessing.set_start_method("spawn")
    server: Any = ExclusiveServer(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.auto,
        websockets=False,
        workers=processes,
        blocking_threads=int(os.environ.get("GRANIAN_BLOCKING_THREADS") or 32),
        backlog=BACKLOG,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_level=LogLevels.warning,
    )
    server.listener = listener
    # Each start would warn of as many threads as are set.
    logging.getLogger("_granian").addFilter(lambda record: "seems quite high" not in record.getMessage())
    server.serve()


def main(words: list[str]) -> int:
    host, port, processes = words
    try:
        serve(host, int(port), processes=int(processes))
    except AddressTaken as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
