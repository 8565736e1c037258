"""Offers of the demo's businesses and of one region itself, and what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kreislauf.audit.actor import Actor
from marketplace.vouchers.demo.regional import sell_for_the_region
from marketplace.vouchers.demo.sales import pay_out, sell

if TYPE_CHECKING:
    from marketplace.demo.shape import DemoRegion


def demo(data: DemoRegion, by: Actor) -> None:
    """Make each part once, so that a demo that is started again keeps its data."""
    sell(data, by)
    sell_for_the_region(data, by)
    pay_out()
