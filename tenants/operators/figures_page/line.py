"""One figure in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from kreislauf.slices import Text


@dataclass(frozen=True)
class Line:
    """``alert`` names what watches the figure (``deploy/prometheus``); its runbook says what to do.

    Without one the figure is only told, and nobody says whether it is good.
    """

    title: Text
    words: Text
    is_fine: bool = True
    alert: str = ""

    @property
    def runbook(self) -> str:
        """The file in deploy/runbooks."""
        return f"{self.alert}.md"

    @property
    def runbook_url(self) -> str:
        """Empty where the installation has not said where the runbooks stand."""
        return f"{settings.RUNBOOKS_URL}/{self.runbook}" if settings.RUNBOOKS_URL else ""
