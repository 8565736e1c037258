"""Whose offers somebody looks after: a business's, or those that the region itself sells. They are the same pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from kreislauf.permissions import Audience, allow
from marketplace.businesses.models import Business
from marketplace.regionwide.issuer import issuer
from marketplace.vouchers.till.with_business import with_till_business

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Seller:
    """``names`` is what the routes' names begin with; in the office it is staff who looks after the region's own."""

    business: Business
    base: str
    names: str
    in_office: bool = False

    def url(self, name: str, *args: object) -> str:
        return reverse(f"{self.names}{name}", args=args)

    def page(self, request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        more = {
            "business": self.business,
            "base": self.base,
            "names": self.names,
            "of_region": self.business.is_region,
            "in_office": self.in_office,
        }
        return render(request, f"vouchers/business/{template}.html", more | context, status=status)

    def go(self, name: str, *args: object) -> HttpResponse:
        return redirect(self.url(name, *args))


def of_business(view: View, **options: bool | int) -> View:
    """For people who may do everything at the business where they work now."""

    @wraps(view)
    def inner(request: HttpRequest, business: Business, **values: Any) -> HttpResponseBase:
        return view(request, Seller(business, "base_business.html", "vouchers:business:"), **values)

    return allow(Audience.BUSINESS, **options)(with_till_business(inner))  # type: ignore[arg-type]


def of_region(view: View, **options: bool | int) -> View:
    """For the office, once it has said who issues the vouchers."""

    @wraps(view)
    def inner(request: HttpRequest, **values: Any) -> HttpResponseBase:
        business = issuer()
        if business is None:
            return redirect("regionwide:office:home")
        return view(request, Seller(business, "base_office.html", "vouchers:region:", in_office=True), **values)

    return allow(Audience.EDITOR, **options)(inner)  # type: ignore[arg-type]
