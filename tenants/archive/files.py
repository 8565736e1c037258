"""The files of the current region, wherever they lie."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.files.storage import default_storage

PART = 256 * 1024


def file_names(folder: str = "") -> Iterator[str]:
    """Every file's name, in order, folders first come first."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        if name:
            yield f"{folder}{name}"
    for name in sorted(folders):
        yield from file_names(f"{folder}{name}/")


def parts_of(name: str) -> Iterator[bytes]:
    """A file's content, some of it at a time."""
    with default_storage.open(name) as file:
        yield from file.chunks(PART)
