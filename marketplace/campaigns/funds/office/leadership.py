"""The region's own money goes where its leadership says; editors look after pots of partners and businesses."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from kreislauf.admission import allows
from kreislauf.permissions import Audience
from marketplace.campaigns.models import MatchFund


def leads(request: HttpRequest) -> bool:
    return allows(Audience.ADMINISTRATOR, request)


def leave_to_leadership(request: HttpRequest, fund: MatchFund) -> None:
    if fund.is_of_region and not leads(request):
        raise PermissionDenied
