"""Sheets as answers, and what their files are called."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.text import slugify

from kreislauf.german import spelled_out
from kreislauf.regions import current_region
from marketplace.listings.models import Listing
from marketplace.listings.print.window import window_sheet


def file_name(what: str, name: str = "") -> str:
    """``aushang-kiel-wik.pdf``"""
    parts = (what, current_region().label, slugify(spelled_out(name)))
    return f"{'-'.join(part for part in parts if part)}.pdf"


def pdf_response(pdf: bytes, name: str) -> HttpResponse:
    """Opens in the browser, which prints and saves it."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def window_response(listing: Listing) -> HttpResponse:
    """Refuses with 404 what is not on the board, and what no business wrote."""
    if not listing.is_public or listing.business is None:
        raise Http404
    return pdf_response(window_sheet(listing), file_name("schaufenster", str(listing.pk)))
