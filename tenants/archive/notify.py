"""Letters about a departure: to everybody of a role, and to those who take part without an account."""

from __future__ import annotations

from itertools import chain

from kreislauf.accounts.mailing import addresses_of
from kreislauf.accounts.models import Role
from kreislauf.house import slices
from kreislauf.mail.kinds import Kind
from tenants.archive.models import Departure


def notify(kind: Kind[Departure], departure: Departure, *, role: Role = Role.ADMINISTRATOR, also: str = "") -> None:
    for address in sorted({*addresses_of(role), *filter(None, [also])}):
        kind.queue(departure, to=address)


def notify_partners(kind: Kind[Departure], departure: Departure) -> None:
    for address in sorted(partners_without_account()):
        kind.queue(departure, to=address)


def partners_without_account() -> set[str]:
    """The addresses of those who take part, except for those that somebody signs in with for a business."""
    entered = {address.lower() for address in chain.from_iterable(one.partner_addresses() for one in slices())}
    return entered - {known.lower() for known in addresses_of(Role.BUSINESS)}
