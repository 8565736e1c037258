"""`kreislauf web` with the pages of ``broken_view``, on the port of the first argument."""

from __future__ import annotations

import sys

from kreislauf.embedded.ports import LOOPBACK
from kreislauf.processes import web_server

if __name__ == "__main__":
    web_server.APPLICATION = "tests.kreislauf.broken_site:application"
    web_server.serve(LOOPBACK, int(sys.argv[1]), processes=1)
