"""The scope of cached pages that say where the region's vouchers are taken, see ``kreislauf.web.page_cache``."""

from __future__ import annotations

REGIONWIDE_PAGES = "regionwide"
