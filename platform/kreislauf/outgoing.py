"""Transfers that a slice has put into a file for the region's bank, and waits to see on a statement."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import NamedTuple


class Outgoing(NamedTuple):
    """A transfer goes by the name that its file gives it (end-to-end), a whole file in one sum by the file's own.

    ``expected``: of these names, how many cents are to leave the account still. ``left``: one of them has left it;
    said twice, the second time changes nothing. ``sent``: which of these names have left; money that comes back under
    one of them is a person's question.
    """

    expected: Callable[[Collection[str]], Mapping[str, int]]
    left: Callable[[str, datetime], None]
    sent: Callable[[Collection[str]], Collection[str]]
