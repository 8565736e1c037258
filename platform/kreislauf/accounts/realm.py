"""Where people sign in: a region, with its own people in its schema, or the operators' site with theirs in public."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string

from kreislauf.audit.actor import Actor
from kreislauf.mail.address import as_stored
from kreislauf.regions import PUBLIC, current_schema

if TYPE_CHECKING:
    from kreislauf.accounts.letters import Letters

Person = Any  # a region's ``User`` or an ``Operator``: both have passkeys, a code_app and recovery_codes


class Realm(ABC):
    """What differs between the two; everything else about accounts is written once."""

    is_platform: ClassVar[bool]
    people: ClassVar[Any]
    passkeys: ClassVar[Any]
    recovery_codes: ClassVar[Any]
    sessions: ClassVar[Any]
    backend: ClassVar[str]
    email_argument: ClassVar[str]  # by which the back end takes the address
    urlconf: ClassVar[str]
    door: ClassVar[str]  # the template around pages for those who are not signed in yet

    @property
    @abstractmethod
    def name(self) -> str:
        """What an authenticator app lists the account under."""

    @property
    @abstractmethod
    def address(self) -> str:
        """The site's address without a trailing slash."""

    @property
    @abstractmethod
    def letters(self) -> Letters: ...

    @abstractmethod
    def frame(self, request: HttpRequest) -> str:
        """The template around this person's pages."""

    @abstractmethod
    def start_page(self, request: HttpRequest, person: Person) -> str:
        """Where the person's work begins."""

    @abstractmethod
    def requires_second_factor(self, person: Person) -> bool: ...

    @abstractmethod
    def log(self, action: str, person: Person, *, by: Actor, at: datetime, **detail: Any) -> None: ...

    @abstractmethod
    def context_words(self) -> Iterable[str]:
        """Names that everybody knows who wants in here, and tries as a password."""

    def find(self, email: str) -> Person | None:
        return self.people.objects.filter(email__iexact=as_stored(email)).first()

    def link(self, route: str, **kwargs: str) -> str:
        """The full address of a route, for letters."""
        return self.address + reverse(route, urlconf=self.urlconf, kwargs=kwargs)


def current_realm() -> Realm:
    path = settings.PLATFORM_REALM if current_schema() == PUBLIC else settings.REGION_REALM
    return cast(Realm, import_string(path))


def log_account(action: str, person: Person, *, by: Actor, at: datetime, **detail: Any) -> None:
    """Write to the region's log or, for an operator, to the platform's. Call it in the transaction of the change."""
    current_realm().log(action, person, by=by, at=at, **detail)
