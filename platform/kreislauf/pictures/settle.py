"""Where a picture lies follows from the rows that name it: public, private under ``eingang/``, or nowhere.

A model says by ``PICTURES`` which of its columns name pictures, and which of its rows the public may see::

    PICTURES = (PictureNames("picture", public=Q(approved_at__isnull=False)), PictureNames("pending__picture"))

Rooms say by ``pictures_elsewhere`` which of them rows outside of the region's schema name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model, Q

from kreislauf.house import rooms
from kreislauf.pictures.stored import PRIVATE_FOLDER, picture_widths, private_path, variant_path

PICTURE = re.compile(r"[0-9a-f]{20}-\d+\.webp")  # what store_picture calls its files
FORM_TAKES_AT_MOST = timedelta(days=1)
NEVER = Q(pk__in=[])


@dataclass(frozen=True)
class PictureNames:
    """A column, or a key of a JSON column, that names a picture; ``public`` selects the rows that make it public.

    With ``several`` it holds a list of ``{"name": …, "alt": …}``.
    """

    lookup: str
    public: Q = NEVER
    several: bool = False

    def holding(self, name: str) -> Q:
        """The rows that name this picture."""
        return Q(**{f"{self.lookup}__contains": [{"name": name}]}) if self.several else Q(**{self.lookup: name})

    def names_in(self, value: Any) -> Iterator[str]:
        """Of what the column or key holds."""
        if self.several:
            yield from (one["name"] for one in value or ())
        elif value:
            yield value


def names_of(row: Model) -> set[str]:
    """The pictures that a row names as it stands."""
    columns: Iterable[PictureNames] = row.PICTURES  # type: ignore[attr-defined]
    return {name for column in columns for name in column.names_in(_value(row, column.lookup))}


def settle_pictures(names: Iterable[str]) -> None:
    """Publish, hide or delete them once the transaction stands, as the rows then say. Repeatable.

    Called by every verb with what its row named before and after. The nightly sweep does what could not be done.
    """
    named = sorted(filter(None, names))
    if named:
        transaction.on_commit(partial(settle_now, named), robust=True)


def settle_now(names: Iterable[str]) -> None:
    """The same at once, for whoever has waited for the transaction. Repeatable."""
    for name in names:
        if _is_named(name, public=True):
            for path in _paths(name):
                _move(private_path(path), path)
        elif _is_named(name, public=False):
            for path in _paths(name):
                _move(path, private_path(path))
        else:
            delete_picture(name)


def sweep_pictures(*, at: datetime) -> None:
    """The same for everything that lies in the region's storage; uploads of forms that nobody sent go after a day."""
    # First the files, then the rows: a row that is saved meanwhile does not lose its picture.
    public_files, private_files = list(_files("")), list(_files(f"{PRIVATE_FOLDER}/"))
    public, private = _stems(public=True), _stems(public=False)
    for path in private_files:
        if _stem(path) in public:
            _move(private_path(path), path)
        elif _stem(path) not in private:
            _delete_old(private_path(path), at=at)
    for path in public_files:
        if _stem(path) in public or not PICTURE.fullmatch(path.rpartition("/")[2]):
            continue
        if _stem(path) in private:
            _move(path, private_path(path))
        else:
            _delete_old(path, at=at)


def left_in_forms() -> set[str]:
    """Uploads that no row names: they belong to forms that somebody is still filling in."""
    named = _stems(public=True) | _stems(public=False)
    return {private_path(path) for path in _files(f"{PRIVATE_FOLDER}/") if _stem(path) not in named}


def pictures_named() -> set[str]:
    """The pictures that the region's rows name."""
    return {
        name
        for model, column in _columns()
        for value in model._base_manager.values_list(column.lookup, flat=True)
        for name in column.names_in(value)
    }


def files_in_storage() -> set[str]:
    """The paths of the region's pictures as they are when public, of those in private too."""
    return {*_files(""), *_files(f"{PRIVATE_FOLDER}/")}


def delete_picture(name: str) -> None:
    """Remove every width of a picture, wherever it lies; nothing happens for an empty name."""
    for path in _paths(name):
        default_storage.delete(path)
        default_storage.delete(private_path(path))


def _is_named(name: str, *, public: bool) -> bool:
    here = any(
        model._base_manager.filter(column.holding(name), column.public if public else Q()).exists()
        for model, column in _columns()
    )
    return here or name in _elsewhere(public=public)


def _stems(*, public: bool) -> set[str]:
    """What the files of pictures that are named begin with."""
    here = (
        _stem(name)
        for model, column in _columns()
        for value in model._base_manager.filter(column.public if public else Q()).values_list(column.lookup, flat=True)
        for name in column.names_in(value)
    )
    return {*here, *map(_stem, _elsewhere(public=public))}


def _elsewhere(*, public: bool) -> set[str]:
    return {name for room in rooms() for name in room.pictures_elsewhere(public)}


def _columns() -> Iterator[tuple[type[Model], PictureNames]]:
    for model in apps.get_models():
        for column in getattr(model, "PICTURES", ()):
            yield model, column


def _value(row: Model, lookup: str) -> Any:
    column, _, key = lookup.partition("__")
    value = getattr(row, column)
    return (value or {}).get(key) if key else value


def _files(root: str) -> Iterator[str]:
    """Pictures lie one folder deep; their paths without ``root``."""
    for folder in _listed(root)[0]:
        if root or folder != PRIVATE_FOLDER:
            yield from (f"{folder}/{file}" for file in _listed(f"{root}{folder}/")[1])


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _stem(path: str) -> str:
    """``betriebe/3f…20`` of a name as of each of its files."""
    return path.rpartition("-")[0]


def _paths(name: str) -> list[str]:
    return [variant_path(name, width) for width in picture_widths(name)] if name else []


def _move(source: str, target: str) -> None:
    """Both are there for a moment; somebody else may be at it too."""
    if not default_storage.exists(source):
        return
    with suppress(FileNotFoundError):
        if not default_storage.exists(target):
            with default_storage.open(source) as file:
                default_storage.save(target, File(file, name=target))
        default_storage.delete(source)


def _delete_old(path: str, *, at: datetime) -> None:
    if default_storage.exists(path) and default_storage.get_modified_time(path) < at - FORM_TAKES_AT_MOST:
        default_storage.delete(path)
