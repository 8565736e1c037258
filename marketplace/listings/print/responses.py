"""A business's sheet as an answer."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from marketplace.listings.models import Listing
from marketplace.listings.print.window import window_sheet
from tenants.branding.on_paper import file_name, pdf_response


def window_response(listing: Listing) -> HttpResponse:
    """Refuses with 404 what is not on the board, and what no business wrote."""
    if not listing.is_public or listing.business is None:
        raise Http404
    return pdf_response(window_sheet(listing), file_name("schaufenster", str(listing.pk)))
