"""The fonts that sheets are printed with: which packages, and which of their weights.

Runs on a bare Python, too: installing leaves only these weights of each package.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

SCOPE = "@expo-google-fonts"
_NORMAL, _BOTH = ("400Regular",), ("400Regular", "700Bold")
# In the order in which a sign is looked for; Typst names the same families in kit.typ.
PACKAGES = {
    "fira-sans": ("400Regular", "500Medium", "600SemiBold", "700Bold", "800ExtraBold"),
    "noto-emoji": _BOTH,
    "noto-sans-arabic": _BOTH,
    "noto-sans-hebrew": _BOTH,
    "noto-sans-armenian": _BOTH,
    "noto-sans-georgian": _BOTH,
    "noto-sans-devanagari": _BOTH,
    "noto-sans-tamil": _BOTH,
    "noto-sans-thai": _BOTH,
    "noto-sans-ethiopic": _BOTH,
    "noto-sans-symbols": _BOTH,
    "noto-sans-symbols-2": _NORMAL,
    "noto-sans-math": _NORMAL,
    "noto-sans-sc": _NORMAL,  # Chinese and Japanese: one weight is 10 MB
    "noto-sans-kr": _NORMAL,
}


def font_folders(node_modules: Path) -> list[Path]:
    """One folder a weight; those that are there."""
    wanted = (node_modules / SCOPE / package / weight for package, weights in PACKAGES.items() for weight in weights)
    return [folder for folder in wanted if folder.is_dir()]


def remove_unused(node_modules: Path) -> None:
    """Delete the weights that nothing is printed with: four of five megabytes."""
    for folder in _weights(node_modules):
        if folder.name not in PACKAGES.get(folder.parent.name, ()):
            shutil.rmtree(folder)


def _weights(node_modules: Path) -> Iterator[Path]:
    for folder in sorted((node_modules / SCOPE).glob("*/*")):
        if folder.is_dir() and folder.name[:1].isdigit():
            yield folder
