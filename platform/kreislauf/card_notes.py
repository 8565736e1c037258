"""What a slice says of a business on its card in lists."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise


class CardNote(NamedTuple):
    icon: str
    text: str | Promise
