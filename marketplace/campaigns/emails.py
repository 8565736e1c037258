"""Letters of all rooms of campaigns, found here with the app."""

from __future__ import annotations

from marketplace.campaigns.updates import emails as updates
from marketplace.campaigns.writing import emails as writing

__all__ = ["updates", "writing"]
