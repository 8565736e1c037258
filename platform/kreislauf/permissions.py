"""Who may use a route is declared at the route, and refused centrally (``kreislauf.admission``)."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Audience(StrEnum):
    """Each stands for a group of people; see ``allows``."""

    ANYONE = "anyone"
    SIGNED_IN = "signed in"
    TILL = "till"
    BUSINESS = "business"
    PARTNER = "partner"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"
    TOKEN = "token"  # noqa: S105 - the API checks its tokens itself, by scope


# What is typed there may be kept over a new sign-in; account pages (SIGNED_IN) ask for passwords and codes.
KEEPS_FORMS = frozenset(
    {
        *(Audience.TILL, Audience.BUSINESS, Audience.PARTNER),
        *(Audience.EDITOR, Audience.ADMINISTRATOR, Audience.OPERATOR),
    }
)


def allow(
    audience: Audience,
    *,
    while_draft: bool = False,
    while_paused: bool = False,
    while_off: bool = False,
    while_closed: bool = False,
    takes_files: bool | int = False,
    before_factor: bool = False,
    secret: bool = False,
) -> Callable[[View], View]:
    """Declare who may use a view: ``@allow(Audience.EDITOR)``.

    A route is closed to everybody but staff while its region is a draft or paused, and to all while its slice is
    switched off, unless it says otherwise: ``@allow(Audience.BUSINESS, while_paused=True, while_off=True)``.
    While a business is closed, its pages answer that are for its till, or that go on while the region pauses or the
    slice is off: people have paid. ``while_closed=True`` adds others.
    With ``takes_files=True`` a body may be as large as a photo, or as the number of bytes given instead
    (``kreislauf.web.body_limit``).
    ``before_factor`` opens it to people who must set up a second factor first.
    ``secret``: its answers hold a key, as those of each route with a ``<token>`` do (kreislauf.web.secret_pages).
    """

    def declare(view: View) -> View:
        view.audience = audience  # type: ignore[attr-defined]
        view.while_draft = while_draft  # type: ignore[attr-defined]
        view.while_paused = while_paused  # type: ignore[attr-defined]
        view.while_off = while_off  # type: ignore[attr-defined]
        goes_on = while_closed or while_paused or while_off or audience is Audience.TILL
        view.while_closed = goes_on  # type: ignore[attr-defined]
        view.takes_files = takes_files  # type: ignore[attr-defined]
        view.before_factor = before_factor  # type: ignore[attr-defined]
        view.secret = secret  # type: ignore[attr-defined]
        return view

    return declare
