"""What a team's page says to editors about what is not theirs to change."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from marketplace.businesses.for_leadership import ForLeadership, OtherAddress
from marketplace.businesses.models import Business


def sentence(refused: ForLeadership) -> str:
    if isinstance(refused, OtherAddress):
        return _(
            "Wer alles darf, bestimmt auch, wohin das Geld des Betriebs geht. Dazu laden Sie nur die Adresse ein, die "
            "beim Betrieb steht; jede andere lädt die Leitung Ihrer Verwaltung ein."
        )
    return _(
        "Wer alles darf, bestimmt auch, wohin das Geld des Betriebs geht. Das ändern nur seine eigenen Leute oder die "
        "Leitung Ihrer Verwaltung."
    )


def no_team(request: HttpRequest, business: Business, *, template: str) -> HttpResponse:
    """The region itself as a business: the office looks after it, nobody else works there."""
    status = 200 if request.method in ("GET", "HEAD") else 403
    context = {"business": business, "base": template}
    return render(request, "businesses/no_team.html", context, status=status)
