"""`kreislauf web` with the pages of ``broken_view``, on the port of the first argument."""

from __future__ import annotations

import sys

from kreislauf.embedded.ports import LOOPBACK
from kreislauf.processes import granian_server
from kreislauf.processes.web_server import BACKLOG, listen

if __name__ == "__main__":
    granian_server.APPLICATION = "tests.kreislauf.broken_site:application"
    granian_server.serve(listen(LOOPBACK, int(sys.argv[1])), processes=1, backlog=BACKLOG)
