"""The office's page about a row, by the route that its room declares."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def row_page(route: str, number: int) -> str:
    """The page of the row with this number, or the list where the route takes no number; nothing without a route."""
    if not route:
        return ""
    try:
        return reverse(route, args=[number])
    except NoReverseMatch:
        return reverse(route)
