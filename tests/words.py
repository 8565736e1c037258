"""What a page says, without its tags."""

from __future__ import annotations

import html
import re
from typing import Any


def words(response: Any) -> str:
    """The text between the tags, in one line."""
    page = re.sub(r"<(script|style|svg).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page))).replace("\xa0", " ").strip()
