"""Letters about sharing go to everybody of an office who wants that kind."""

from __future__ import annotations

from typing import Any

from kreislauf.accounts.models import Role
from kreislauf.accounts.muted import addresses_for
from kreislauf.mail.kinds import Kind

STAFF = (Role.ADMINISTRATOR, Role.EDITOR)


def to_office(kind: Kind[Any], about: Any, **detail: Any) -> None:
    """In the region whose office it is."""
    for address in addresses_for(kind.name, STAFF):
        kind.queue(about, to=address, **detail)
