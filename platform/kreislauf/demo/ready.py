"""Finding out whether a page answers."""

from __future__ import annotations

import http.client

from kreislauf.embedded.ports import LOOPBACK


def answer(host: str, path: str, *, port: int) -> int:
    """The status of a page, or 0 while nobody answers.

    Asks the loopback address with a Host header: ``kiel.localhost`` is known to browsers, but not to Python.
    """
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=20)
    try:
        connection.request("GET", path, headers={"Host": host})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
