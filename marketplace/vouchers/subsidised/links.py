"""Where everybody reads about an action."""

from __future__ import annotations

from django.urls import reverse

from marketplace.subsidies.models import Action


def action_page(action: Action) -> str:
    return reverse("vouchers:subsidy", urlconf="kreislauf.urls_region", args=[action.pk, action.slug])
