"""Who must have a second factor and has none is led to the page that sets one up, and nowhere else."""

from __future__ import annotations

from django.http import HttpRequest

from kreislauf.accounts.realm import Person, current_realm
from kreislauf.accounts.second_factor.factors import has_second_factor

FACTOR, MISSING = "second_factor", "second_factor_missing"


def settle_requirement(request: HttpRequest, person: Person, *, factor: str) -> None:
    """At sign-in: note what was shown, and whether something has to be set up now."""
    request.session[FACTOR] = factor
    request.session[MISSING] = not factor and current_realm().requires_second_factor(person)


def note_requirement(request: HttpRequest) -> None:
    """It has just become one: for who asked for it, too."""
    request.session[MISSING] = not has_second_factor(request.user)


def fulfil_requirement(request: HttpRequest, factor: str) -> None:
    """Somebody has just set one up."""
    request.session[FACTOR], request.session[MISSING] = factor, False


def must_set_up(request: HttpRequest) -> bool:
    """Also for sessions that began before it was required of operators."""
    if MISSING in request.session:
        return bool(request.session[MISSING])
    return current_realm().is_platform and current_realm().requires_second_factor(request.user)
