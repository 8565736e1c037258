"""Every route of a site, flat, with what it takes and who may use it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    name: str  # "businesses:office:list", or the pattern where there is no name
    pattern: str  # "verwaltung/betriebe/<int:pk>/"
    view: Any

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"<(?:\w+:)?(\w+)>", self.pattern)

    def path(self, values: dict[str, Any]) -> str:
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(values[match.group(1)]), self.pattern)


def routes_of(urlconf: str) -> list[Route]:
    return list(_walk(get_resolver(urlconf).url_patterns, prefix="", spaces=()))


def _walk(patterns: list[Any], *, prefix: str, spaces: tuple[str, ...]) -> Iterator[Route]:
    for pattern in patterns:
        text = prefix + plain(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern.url_patterns, prefix=text, spaces=inner)
        elif isinstance(pattern, URLPattern):
            yield Route(":".join([*spaces, pattern.name or text]), text, pattern.callback)


def plain(pattern: str) -> str:
    """``^theme\\.(?P<digest>[0-9a-f]{12})\\.css$`` as ``theme.<digest>.css``."""
    return re.sub(r"\(\?P(<\w+>)[^()]*\)", r"\1", pattern).lstrip("^").rstrip("$").replace("\\.", ".")
