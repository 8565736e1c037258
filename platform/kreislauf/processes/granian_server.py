"""granian, accepting from a socket that it was given."""

from __future__ import annotations

import logging
import multiprocessing
import os
import socket
from copy import deepcopy
from typing import Any

from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from kreislauf.settings_logs import LOGGING

APPLICATION = "kreislauf.wsgi:application"
SECONDS_TO_FINISH = 30  # of the requests that are running when the server is to stop


class GivenSocketServer(Server):  # type: ignore[misc, valid-type]
    """Its processes accept from one socket, so that none loses what waited for another that ended."""

    listener: socket.socket

    def _init_shared_socket(self) -> None:
        self.listener.setblocking(False)
        self.listener.set_inheritable(True)
        self._sso, self._sfd = self.listener, self.listener.fileno()
        # Its description of types lacks the arguments: whether it is a file, and how many may wait.
        self._shd, self._ssp = SocketHolder(self._sfd, False, self.backlog), None  # type: ignore[call-arg]


def serve(listener: socket.socket, *, processes: int, backlog: int) -> None:
    """Serve until SIGTERM or SIGINT; requests that are running are finished."""
    # A forked process would keep this one's handler, and not hear SIGTERM while it loads the application.
    multiprocessing.set_start_method("spawn")
    os.environ.setdefault("OTEL_SERVICE_NAME", "kreislauf-web")
    host, port = listener.getsockname()[:2]
    server: Any = GivenSocketServer(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.auto,
        websockets=False,
        workers=processes,
        blocking_threads=int(os.environ.get("GRANIAN_BLOCKING_THREADS") or 32),
        backlog=backlog,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_level=LogLevels.warning,
        log_dictconfig=deepcopy(LOGGING),
    )
    server.listener = listener
    # Each start would warn of as many threads as are set.
    logging.getLogger("_granian").addFilter(lambda record: "seems quite high" not in record.getMessage())
    server.serve()
