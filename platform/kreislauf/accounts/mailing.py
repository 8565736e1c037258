"""The addresses of a region's people, for letters that all of a role get."""

from __future__ import annotations

from kreislauf.accounts.models import Role, User


def addresses_of(role: Role) -> list[str]:
    """Of everybody who can sign in with it. An invitation that nobody has accepted leaves no usable password."""
    people = User.objects.filter(role=role, is_active=True).exclude(password__startswith="!")  # noqa: S106
    return sorted(set(people.values_list("email", flat=True)))
