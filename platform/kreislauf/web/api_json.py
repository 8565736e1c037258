"""The JSON that the API reads: what no column can hold, and what is nested without end, is no body for it."""

from __future__ import annotations

from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from kreislauf.web.readable import is_readable

DEEPEST = 20  # no body of ours is nested deeper than four


class Json(JSONParser):
    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            found = super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError from None
        _check(found)
        return found


def _check(found: Any) -> None:
    """Level by level, so that depth costs no stack."""
    level = [found]
    for _depth in range(DEEPEST):
        if not all(is_readable(one) for one in level if isinstance(one, str)):
            raise ParseError
        inside = [one for one in level if isinstance(one, dict | list)]
        level = [part for one in inside for part in ([*one, *one.values()] if isinstance(one, dict) else one)]
        if not level:
            return
    raise ParseError
