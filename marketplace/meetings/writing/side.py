"""From where somebody looks after meetings: the office, a partner's area, a business's. The pages are the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse

from kreislauf.accounts.models import User
from marketplace.businesses.models import Business
from marketplace.meetings.models import Meeting, Meetings
from marketplace.partners.membership import is_body_editor
from marketplace.partners.models import Body


@dataclass(frozen=True)
class Side:
    """``releases``: what is written here is public at once. ``may_decide``: others' texts are released here, too."""

    name: str  # of the routes: meetings:<name>:list
    host: Mapping[str, Any]  # body= or business= of what is announced here
    releases: bool
    may_decide: bool

    @property
    def base(self) -> str:
        return f"base_{self.name}.html"

    @property
    def is_office(self) -> bool:
        return self.name == "office"

    def meetings(self) -> Meetings:
        """Those that are looked after here; staff sees all."""
        rows = Meeting.objects.select_related("body", "business").defer("words")
        return rows if self.is_office else rows.filter(**self.host)

    def url(self, route: str, *args: object) -> str:
        return reverse(f"meetings:{self.name}:{route}", args=args)

    @property
    def list_url(self) -> str:
        return self.url("list")

    @property
    def new_url(self) -> str:
        return self.url("new")

    @property
    def hours_url(self) -> str:
        """Where talks with an adviser are offered; only where they are public at once."""
        return self.url("hours")

    def author_email(self, request: HttpRequest) -> str:
        """Who hears of the decision. Staff decides itself."""
        return "" if self.is_office else cast("User", request.user).email


OFFICE = Side("office", {}, releases=True, may_decide=True)


def partner_side(request: HttpRequest, body: Body) -> Side:
    may = body.publishes_itself and is_body_editor(request, body)
    return Side("partner", {"body": body}, releases=may, may_decide=may)


def business_side(business: Business) -> Side:
    return Side("business", {"business": business}, releases=False, may_decide=False)
