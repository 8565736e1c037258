"""The scopes of cached pages that show businesses, see ``kreislauf.web.page_cache``.

What a slice adds to these pages names them in its models' ``page_scopes``: a note on a card of the directory, a section
of a business's page.
"""

from __future__ import annotations

DIRECTORY = "businesses"


def page_of(business_id: int) -> str:
    """The page of one business."""
    return f"business:{business_id}"
