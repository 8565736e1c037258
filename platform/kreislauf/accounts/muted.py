"""Which mails somebody of the office does without. What has to arrive is not among them."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from kreislauf.accounts.models import User
from kreislauf.accounts.realm import Person
from kreislauf.house import declared


class Choice(NamedTuple):
    kind: str
    text: object
    wanted: bool


def choices_of(person: Person) -> list[Choice]:
    """Empty for those who get none: a business's mails go to the business's address."""
    if not person.is_staff_member:
        return []
    return [Choice(kind, text, kind not in person.muted) for kind, text in declared("office_mails").items()]


def mute(person: Person, *, wanted: Collection[str]) -> None:
    """Changes nothing of who has no choice: operators have not even the column."""
    if choices := choices_of(person):
        person.muted = [choice.kind for choice in choices if choice.kind not in wanted]
        person.save(update_fields=["muted"])


def addresses_for(kind: str, roles: Collection[str]) -> list[str]:
    """Of everybody with one of these roles who wants this kind of mail; of all of them if nobody does."""
    people = list(User.objects.filter(role__in=roles, is_active=True).order_by("pk"))
    return [person.email for person in people if kind not in person.muted] or [person.email for person in people]
