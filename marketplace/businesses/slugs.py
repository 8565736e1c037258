"""The part of an address that names something."""

from __future__ import annotations

from django.db import models
from django.utils.text import slugify

from kreislauf.german import spelled_out


def free_slug(model: type[models.Model], name: str, *, fallback: str) -> str:
    """``Bäckerei Jansen`` → ``baeckerei-jansen``, with a number where that is taken."""
    stem = slugify(spelled_out(name))[:50].strip("-") or fallback
    taken = set(model._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(
        slug for number in range(1, 100_000) if (slug := stem if number == 1 else f"{stem}-{number}") not in taken
    )
