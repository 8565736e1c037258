"""Which cached pages show a subsidy."""

from __future__ import annotations

SUBSIDY_PAGES = "subsidies"  # the scope of pages that say how much is left
