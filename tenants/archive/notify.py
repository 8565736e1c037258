"""A letter about a departure to everybody of a role, once to each address."""

from __future__ import annotations

from kreislauf.accounts.mailing import addresses_of
from kreislauf.accounts.models import Role
from kreislauf.mail.kinds import Kind
from tenants.archive.models import Departure


def notify(kind: Kind[Departure], departure: Departure, *, role: Role = Role.ADMINISTRATOR, also: str = "") -> None:
    for address in sorted({*addresses_of(role), *filter(None, [also])}):
        kind.queue(departure, to=address)
