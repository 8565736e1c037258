"""How much of what has no end is tried: what each change must pass, or with KREISLAUF_THOROUGH=1 a night's worth."""

from __future__ import annotations

import os

THOROUGH = bool(os.environ.get("KREISLAUF_THOROUGH"))


def enough(number: int, *, thorough: int) -> int:
    return thorough if THOROUGH else number
