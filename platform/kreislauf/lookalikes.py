"""What the eye takes for the same: ``kie1`` and ``kiel``, Cyrillic ``kіel`` and ``kiel``."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from confusable_homoglyphs import confusables
from django.db import models

from kreislauf.plain_text import plain_text

# Each group is one shape to a hasty reader. Only what is confused in a browser's address line stands here.
_SHAPES = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"), ("8", "b"), ("2", "z"), ("-", ""))


_GERMAN_AND_NORDIC = frozenset("ßæøœ")


class NameShape(models.CharField):  # type: ignore[type-arg]
    """The shape of the model's ``name``, written with every saving."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        shape = name_shape(str(model_instance.name))[: self.max_length]  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, shape)
        return shape


def name_shape(name: str) -> str:
    """One text for all names that a hasty reader takes for the same, blanks and signs aside."""
    return re.sub(r"[\W_]+", "", skeleton(plain_text(name).casefold()))


@lru_cache(maxsize=8192)
def skeleton(label: str) -> str:
    """The same for all labels that look alike."""
    shape = latin(label)
    for seen, taken_for in _SHAPES:
        shape = shape.replace(seen, taken_for)
    return shape


def latin(text: str) -> str:
    """Letters of other scripts as the Latin ones that they look like; everything else stays."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(character if character.isascii() else _latin_twin(character) for character in plain)


@lru_cache(maxsize=1024)
def _latin_twin(character: str) -> str:
    if character in _GERMAN_AND_NORDIC or unicodedata.normalize("NFKD", character)[0].isascii():
        return character  # ü is no foreign u, and neither is é
    found = confusables.is_confusable(character)
    for homoglyph in found[0]["homoglyphs"] if found else ():
        twin = str(homoglyph["c"]).lower()
        if twin.isascii() and twin.isalnum():
            return twin
    return character
