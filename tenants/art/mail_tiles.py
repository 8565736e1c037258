"""The mosaic for mails: table cells with a rounded corner each; where corners stay square, it is still a mosaic."""

from __future__ import annotations

import random
from typing import NamedTuple

_CORNERS = ("100% 0 0 0", "0 100% 0 0", "0 0 100% 0", "0 0 0 100%", "50%", "0", "100% 0 100% 0", "0 100% 0 100%")
_TONES = ("--kl-t1", "--kl-t2", "--kl-t3", "--kl-t4", "--kl-t5", "--kl-t6")


class MailTile(NamedTuple):
    """A cell: its ground, and the shape on it as colour and ``border-radius``."""

    ground: str
    colour: str
    corners: str


def mail_tiles(tokens: dict[str, str], seed: str, *, tiles: int = 12) -> list[MailTile]:
    """A row for the head of a mail; neighbours differ, the same seed gives the same row."""
    chance = random.Random(f"mail:{seed}")  # noqa: S311 - a pattern, no secret
    row: list[MailTile] = []
    last = ""
    for _ in range(tiles):
        ground = chance.choice([tone for tone in _TONES if tone != last])
        figure = chance.choice([tone for tone in _TONES if tokens[tone] != tokens[ground]])
        row.append(MailTile(tokens[ground], tokens[figure], chance.choice(_CORNERS)))
        last = ground
    return row
