"""Postal addresses as people type them, line by line."""

from __future__ import annotations


def lines_below(name: str, address: str) -> list[str]:
    """The lines of the address without the name, which stands above them already and is often typed again."""
    lines = [line.strip() for line in address.strip().splitlines()]
    return lines[1:] if lines and lines[0].casefold() == name.strip().casefold() else lines
