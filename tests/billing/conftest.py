from __future__ import annotations

import pytest

from kreislauf.regions import RegionCard
from kreislauf.slices import Purpose, Slice
from tests.billing import handlers
from tests.declared import declare


@pytest.fixture
def shop(in_kiel: RegionCard, monkeypatch: pytest.MonkeyPatch) -> handlers.Shop:
    """The probe slice, declared as any slice is."""
    purpose = Purpose(
        handlers.PURPOSE,
        paid=handlers.paid,
        closed=handlers.closed,
        refunded=handlers.refunded,
        charged_back=handlers.charged_back,
        recovered=handlers.recovered,
        sellable=handlers.sellable,
    )
    declare(monkeypatch, Slice(app="tests.billing.probe", title="Probe", purpose=purpose))
    handlers.shop.__init__()  # type: ignore[misc]
    return handlers.shop
