"""The operators' site as a place to sign in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from kreislauf.accounts.letters import Letters
from kreislauf.accounts.realm import Person, Realm
from kreislauf.audit.actor import Actor
from kreislauf.regions import address_of
from tenants.logbook.record import log_operation
from tenants.operators.emails import LETTERS
from tenants.operators.models import Operator, Passkey, RecoveryCode, Session


class OperatorRealm(Realm):
    is_platform = True
    people, passkeys, recovery_codes, sessions = Operator, Passkey, RecoveryCode, Session
    backend = "tenants.operators.backend.OperatorBackend"
    email_argument = "operator_email"
    urlconf = "kreislauf.urls_operator"
    door = "operators/door.html"

    @property
    def name(self) -> str:
        return f"{settings.PLATFORM_NAME} Leitstand"

    @property
    def address(self) -> str:
        return address_of(settings.OPERATOR_HOST)

    @property
    def letters(self) -> Letters:
        return LETTERS

    def frame(self, request: HttpRequest) -> str:
        return "operators/base.html"

    def start_page(self, request: HttpRequest, person: Person) -> str:
        return reverse("operators:dashboard")

    def requires_second_factor(self, person: Person) -> bool:
        return bool(settings.OPERATORS_NEED_SECOND_FACTOR)

    def log(self, action: str, person: Person, *, by: Actor, at: datetime, **detail: Any) -> None:
        log_operation(action, str(person), by=by, at=at, **detail)

    def context_words(self) -> Iterable[str]:
        return [settings.PLATFORM_NAME, settings.PLATFORM_HOST, settings.OPERATOR_HOST, "Leitstand"]


REALM = OperatorRealm()
