"""`/gutscheine/aktion/3/weihnachten/`: an action as everybody sees it, and the offers to which it adds something."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.public_page import public_page
from marketplace.businesses.models import Category
from marketplace.subsidies.models import Action
from marketplace.subsidies.pages import SUBSIDY_PAGES
from marketplace.vouchers.models.offer import OFFER_PAGES
from marketplace.vouchers.subsidised.find import offers_page
from marketplace.vouchers.subsidised.links import action_page

EXAMPLE_CENTS = 20_00


@allow(Audience.ANYONE)
@require_safe
@public_page(shows=[OFFER_PAGES, SUBSIDY_PAGES])
def action(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """410 once it has ended; 404 while it is stopped, because it may go on."""
    found, now = get_object_or_404(Action, pk=pk, published_at__lte=timezone.now()), timezone.now()
    if request.path != action_page(found):
        return redirect(action_page(found), permanent=True)
    context = {"action": found, "up": [(_("Gutscheine"), reverse("vouchers:offers"))]}
    if found.stopped_at or found.ends_at <= now:
        status = 410 if found.ends_at <= now else 404
        return render(request, "vouchers/subsidised/over.html", context, status=status)
    has_begun = found.starts_at <= now
    context |= {
        "has_begun": has_begun,
        "paid_cents": EXAMPLE_CENTS,
        "added_cents": EXAMPLE_CENTS * found.rate_percent // 100,
        "categories": Category.objects.filter(pk__in=found.categories).in_order() if found.categories else [],
        "page": offers_page(found, request.GET.get("seite")) if has_begun else None,
    }
    return render(request, "vouchers/subsidised/action.html", context)
