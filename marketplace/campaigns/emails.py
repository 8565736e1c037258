"""Letters of all rooms of campaigns, found here with the app."""

from __future__ import annotations

from marketplace.campaigns.ending import letters as ending
from marketplace.campaigns.funds import emails as funds
from marketplace.campaigns.funds.granting import emails as granting
from marketplace.campaigns.paper import letters as paper
from marketplace.campaigns.pledges import emails as pledges
from marketplace.campaigns.promises import letters as promises
from marketplace.campaigns.updates import emails as updates
from marketplace.campaigns.writing import emails as writing

__all__ = ["ending", "funds", "granting", "paper", "pledges", "promises", "updates", "writing"]
