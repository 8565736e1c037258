"""How much of what has no end is tried: what each change must pass, or with KREISLAUF_THOROUGH=1 a night's worth."""

from __future__ import annotations

import os
from typing import TypeVar

T = TypeVar("T")

THOROUGH = bool(os.environ.get("KREISLAUF_THOROUGH"))


def enough(some: T, *, thorough: T) -> T:
    return thorough if THOROUGH else some
