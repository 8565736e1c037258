"""Pictures that a region's rows name and its storage does not have, and those of them that the store can give back."""

from __future__ import annotations

from django.core.files.storage import default_storage

from kreislauf.pictures.settle import files_in_storage, pictures_named
from kreislauf.pictures.stored import picture_widths, private_path, variant_path


def missing_pictures() -> list[str]:
    """Names of pictures of the current region that lack a file, public or private. Refuses with StoreUnavailable."""
    there = files_in_storage()
    return [name for name in sorted(pictures_named()) if not set(_paths(name)) <= there]


def undelete_picture(name: str) -> bool:
    """Whether every file of the picture is there again, out of a store that keeps what is deleted for a while."""
    undelete = getattr(default_storage, "undelete", None)
    if undelete is None:
        return False
    there = files_in_storage()
    undeleted = [undelete([path, private_path(path)]) for path in _paths(name) if path not in there]
    return all(undeleted)


def _paths(name: str) -> list[str]:
    return [variant_path(name, width) for width in picture_widths(name)]
