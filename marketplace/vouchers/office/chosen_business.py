"""``?betrieb=17``: a list of the office for one business only, as the business's page links to it."""

from __future__ import annotations

from django.http import HttpRequest

from marketplace.businesses.models import Business


def chosen_business(request: HttpRequest) -> Business | None:
    number = request.GET.get("betrieb", "")
    return Business.objects.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 12 else None
