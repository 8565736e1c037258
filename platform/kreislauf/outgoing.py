"""Transfers that a slice has put into a file for the region's bank, and waits to see on a statement."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import NamedTuple


class Outgoing(NamedTuple):
    """A transfer goes by the name that its file gives it (end-to-end), a whole file in one sum by the file's own.

    ``expected``: of these names, how many cents are to leave the account still. ``left``: one of them has left it;
    said twice, the second time changes nothing. ``ours``: which of these names the slice has ever given, and the page
    of the office that tells more; what bears one and is not expected is a person's question.
    """

    expected: Callable[[Collection[str]], Mapping[str, int]]
    left: Callable[[str, datetime], None]
    ours: Callable[[Collection[str]], Mapping[str, str]]
