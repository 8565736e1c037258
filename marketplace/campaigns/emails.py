"""The letters of all parts of the campaigns, found with this module."""

from __future__ import annotations

from marketplace.campaigns.ending import letters as endings
from marketplace.campaigns.paper import letters as paper
from marketplace.campaigns.promises import letters as promises

__all__ = ["endings", "paper", "promises"]
