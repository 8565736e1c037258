"""What a page says, without its tags."""

from __future__ import annotations

import html
import re
from typing import Any


def words(response: Any) -> str:
    """The text between the tags, in one line."""
    page = response.content.decode().replace("<wbr>", "").replace("\u2060", "")  # a word goes on behind it
    page = re.sub(r"<(script|style|svg).*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page))).replace("\xa0", " ").strip()
