"""What an archive is refused for, in the words of the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from tenants.archive.compatibility import TooNew
from tenants.archive.reader import Damaged, NotAnArchive
from tenants.archive.signature import BadSignature, UnknownKey


@contextmanager
def archive_refusals(*others: type[Exception]) -> Iterator[None]:
    """Turn the refusals of ``open_archive``, and ``others`` that carry their own message, into a ``CommandError``."""
    messages: tuple[type[Exception], ...] = (NotAnArchive, Damaged, TooNew, *others)
    try:
        yield
    except BadSignature:
        raise CommandError("The signature does not fit: it was changed after it was signed.") from None
    except UnknownKey as refused:
        raise CommandError(
            f"It was signed with the key {refused.key}, which is not ours. If its owner gave you this very key: "
            f"--trust {refused.key}"
        ) from None
    except messages as refused:
        raise CommandError(str(refused)) from None
