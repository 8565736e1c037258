"""Whose bank pages somebody sees: a business's, or the region's own. They are the same pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from billing.providers.bank_transfer.models import BankAccount
from kreislauf.accounts.models import Role, User
from kreislauf.permissions import Audience, allow

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Owner:
    """``names`` is what the routes' names begin with, ``addresses`` who hears of another account."""

    business_id: int | None
    base: str
    names: str
    addresses: tuple[str, ...] = ()

    @property
    def is_business(self) -> bool:
        return self.business_id is not None

    @property
    def accounts(self) -> QuerySet[BankAccount]:
        """The account of today and those of before."""
        return BankAccount.objects.filter(business_id=self.business_id)

    def url(self, name: str, *args: object) -> str:
        return reverse(f"{self.names}{name}", args=args)

    def page(self, request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        more = {"base": self.base, "names": self.names, "is_business": self.is_business}
        return render(request, f"bank/{template}.html", more | context, status=status)

    def go(self, name: str, *args: object) -> HttpResponse:
        return redirect(self.url(name, *args))


def of_region(view: View, **options: bool | int) -> View:
    """The region's own: only the office's administrators deal with its account."""

    @wraps(view)
    def inner(request: HttpRequest, **values: Any) -> HttpResponse:
        people = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).values_list("email", flat=True)
        return view(request, Owner(None, "base_office.html", "bank:", tuple(people)), **values)

    return allow(Audience.ADMINISTRATOR, **options)(inner)  # type: ignore[arg-type]
