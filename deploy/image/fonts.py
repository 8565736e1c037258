"""Take out of the Korean font what the Chinese one draws as well: that one is asked first, so these are never printed.

``fonts.py NODE_MODULES``. Half of the font's 6 MB are Chinese characters; not one sign is lost.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from kreislauf.tools.font_files import PACKAGES, SCOPE

FIRST, SECOND = "noto-sans-sc", "noto-sans-kr"


def main(node_modules: Path) -> None:
    if list(PACKAGES).index(FIRST) > list(PACKAGES).index(SECOND):
        raise SystemExit(f"{SECOND} is asked before {FIRST}, and would lose what it prints")
    (first,), (second,) = ((node_modules / SCOPE / name).glob("400Regular/*.ttf") for name in (FIRST, SECOND))
    with TTFont(first, lazy=True) as font:
        drawn = set(font.getBestCmap())
    font = TTFont(second, recalcTimestamp=False)
    # What the parts of a syllable need to find each other stays: features, and whatever is no Chinese character.
    subsetter = Subsetter(Options(layout_features=["*"], name_IDs=["*"], notdef_outline=True))
    subsetter.populate(unicodes=[sign for sign in font.getBestCmap() if sign < 0x2E80 or sign not in drawn])
    subsetter.subset(font)
    font.save(second)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
