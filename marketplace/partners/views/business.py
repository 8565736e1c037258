"""A business says whether everybody may see of which partners it is a member."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import numbered_page
from marketplace.businesses.membership import with_business
from marketplace.businesses.models import Business
from marketplace.partners.members.ask import claim_membership
from marketplace.partners.members.forms import ClaimForm
from marketplace.partners.members.search import not_joined
from marketplace.partners.models import Membership
from marketplace.partners.views.answer import give

PER_PAGE = 24


@allow(Audience.BUSINESS)
@with_business
@require_http_methods(["GET", "HEAD", "POST"])
def memberships(request: HttpRequest, business: Business) -> HttpResponse:
    form = ClaimForm(request.POST or None, bodies=not_joined(business))
    if request.method == "POST" and form.is_valid():
        body = form.cleaned_data["body"]
        membership = claim_membership(business, body, by=request.user, at=timezone.now())
        text = (
            _("Gespeichert. Es steht jetzt auf Ihrer Seite.")
            if membership.confirmed_at
            else _("Danke! „%(body)s“ bestätigt es, dann steht es auf Ihrer Seite.") % {"body": body.name}
        )
        messages.success(request, text)
        return redirect("partners:business:memberships")
    rows = Membership.objects.filter(business=business, body__left_at__isnull=True).select_related("body")
    page = numbered_page(rows.order_by("body__position", "pk"), request.GET.get("seite"), per_page=PER_PAGE)
    context = {"page": page, "form": form, "can_join": form.fields["body"].queryset.exists()}  # type: ignore[attr-defined]
    status = 422 if request.method == "POST" else 200
    return render(request, "partners/business/memberships.html", context, status=status)


@allow(Audience.BUSINESS)
@with_business
@require_POST
def answer(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    rows = Membership.objects.select_related("body", "business")
    membership = get_object_or_404(rows, pk=pk, business=business)
    return give(request, membership, by=request.user, back=reverse("partners:business:memberships"))
