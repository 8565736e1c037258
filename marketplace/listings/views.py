"""What the board's public pages share."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _


def way_up(*below: tuple[str, str]) -> list[tuple[str, str]]:
    """Above a page in its breadcrumb: the board, and what lies between."""
    return [(_("Börse"), reverse("listings:board")), *below]


def link_is_over(request: HttpRequest, *, expired: bool) -> HttpResponse:
    """For a link of ours whose time or row is gone (410), and for one that never was ours (404)."""
    return render(request, "listings/public/link_over.html", {"expired": expired}, status=410 if expired else 404)
