"""Rows with the secret word in their texts, for the walker of the tests; each room makes what its routes take."""

from __future__ import annotations

from typing import Any

from kreislauf.slices import Example
from marketplace.campaigns.ending.example import example as of_ending
from marketplace.campaigns.funds.example import example as of_funds
from marketplace.campaigns.paper.example import example as of_paper
from marketplace.campaigns.pledges.example import example as of_pledges
from marketplace.campaigns.promises.example import example as of_promises
from marketplace.campaigns.public.example import example as of_public
from marketplace.campaigns.updates.example import example as of_updates
from marketplace.campaigns.writing.example import example as of_writing

ROOMS = (of_public, of_funds, of_pledges, of_writing, of_updates, of_promises, of_paper, of_ending)


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """The first makes the campaign that the others take."""
    return {route: one for room in ROOMS for route, one in room(secret, made).items()}
