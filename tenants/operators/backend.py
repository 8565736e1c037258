"""Sign-in for operators, outside of every region."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from kreislauf.accounts.backend import right_password
from kreislauf.mail.address import as_stored
from kreislauf.regions import current_region_or_none
from tenants.operators.models import Operator


class OperatorBackend:
    def authenticate(
        self,
        request: HttpRequest | None,
        operator_email: str | None = None,
        password: str | None = None,
        **credentials: Any,
    ) -> Operator | None:
        if current_region_or_none() is not None or not operator_email or password is None:
            return None
        operator = Operator.objects.filter(email__iexact=as_stored(operator_email)).first()
        return operator if right_password(operator, password) else None

    def get_user(self, user_id: int) -> Operator | None:
        if current_region_or_none() is not None:
            return None
        return Operator.objects.filter(pk=user_id, is_active=True).first()
