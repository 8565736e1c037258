"""A region as a place to sign in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from kreislauf.accounts.emails import LETTERS
from kreislauf.accounts.letters import Letters
from kreislauf.accounts.models import Passkey, RecoveryCode, Role, Session, SignInRule, User
from kreislauf.accounts.realm import Person, Realm
from kreislauf.admission import audiences_of
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.house import in_order, rooms, view_of
from kreislauf.regions import current_region

FRAMES = {"office": "base_office.html", "business": "base_business.html", "partner": "base_partner.html"}


def _place(person: Any) -> str:
    """Where somebody works."""
    if getattr(person, "is_staff_member", False):
        return "office"
    return "partner" if getattr(person, "role", "") == Role.PARTNER else "business"


class RegionRealm(Realm):
    is_platform = False
    people, passkeys, recovery_codes, sessions = User, Passkey, RecoveryCode, Session
    backend = "kreislauf.accounts.backend.EmailBackend"
    email_argument = "email"
    urlconf = "kreislauf.urls_region"
    door = "accounts/door.html"

    @property
    def name(self) -> str:
        return current_region().name

    @property
    def address(self) -> str:
        return current_region().url

    @property
    def letters(self) -> Letters:
        return LETTERS

    def frame(self, request: HttpRequest) -> str:
        return FRAMES[_place(request.user)]

    def start_page(self, request: HttpRequest, person: Person) -> str:
        """The first page of their menu that is open at the moment."""
        menu = f"{_place(person)}_menu"
        audiences, region = audiences_of(request), current_region()
        paused = not person.is_staff_member and region.redeems and not region.is_open
        links = in_order(link for room in rooms() for link in getattr(room, menu) if link.audience in audiences)
        return next((reverse(link.route) for link in links if not paused or view_of(link.route).while_paused), "/")

    def requires_second_factor(self, person: Person) -> bool:
        return bool(person.is_staff_member) and SignInRule.objects.filter(second_factor_since__isnull=False).exists()

    def log(self, action: str, person: Person, *, by: Actor, at: datetime, **detail: Any) -> None:
        record(action, person, by=by, at=at, **detail)

    def context_words(self) -> Iterable[str]:
        region = current_region()
        return [region.name, region.label, region.host]


REALM = RegionRealm()
