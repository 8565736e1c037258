"""What a changed text changes, for the person who decides on it, or whose text was corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from marketplace.review.models import Reviewed

WordsOf = Callable[[str, Any], str]


PICTURES = ("picture", "pictures", "logo")


class Difference(NamedTuple):
    """A field's name as staff knows it, and its two values in words. Pictures are names, shown as pictures."""

    field: str
    label: str
    before: str
    after: str

    @property
    def is_picture(self) -> bool:
        return self.field in PICTURES

    @property
    def pictures_before(self) -> list[str]:
        return self.before.split()

    @property
    def pictures_after(self) -> list[str]:
        return self.after.split()


def value_in_words(name: str, value: Any) -> str:
    """What a value reads like where its kind says nothing better."""
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if name in PICTURES and isinstance(value, list):
        return " ".join(one["name"] for one in value)  # {"name": …, "alt": …}
    return "" if value is None else str(value)


def differences(
    before: Reviewed, after: Reviewed, *, words_of: WordsOf = value_in_words, leave: Iterable[str] = ()
) -> list[Difference]:
    """Of what staff approves, in the model's order, but for the fields to ``leave`` out."""
    names = [name for name in before.TEXTS if name not in leave and getattr(before, name) != getattr(after, name)]
    return [
        Difference(
            name, _label(before, name), words_of(name, getattr(before, name)), words_of(name, getattr(after, name))
        )
        for name in names
    ]


def _label(row: Reviewed, name: str) -> str:
    return str(getattr(row._meta.get_field(name.removesuffix("_id")), "verbose_name", name))
