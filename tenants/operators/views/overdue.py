"""What regions have not done in time."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from tenants.operators.figures import known_of
from tenants.operators.models import RegionOverdue
from tenants.operators.overdue import overdue_title

PER_PAGE = 24


@allow(Audience.OPERATOR)
@require_safe
def overdue(request: HttpRequest) -> HttpResponse:
    """What waits longest comes first."""
    found = RegionOverdue.objects.select_related("region").order_by("since", "pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    known = known_of([row.region for row in page])
    rows = [(row, overdue_title(row.name), known[row.region_id]) for row in page]
    return render(request, "operators/overdue.html", {"page": page, "rows": rows})
