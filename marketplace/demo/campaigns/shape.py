"""What a demo region's campaigns are made of. Every business, person and sum in it is made up. Euros, whole ones."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class DemoReward:
    """``offer`` is the title of one of the business's own vouchers; ``days`` after the end is when it is delivered."""

    kind: str
    title: str
    euros: int
    text: str = ""
    offer: str = ""
    stock: int | None = None
    shipping: int | None = None
    days: int = 45
    vat: int = 19


@dataclass(frozen=True)
class DemoUpdate:
    title: str
    text: str
    days_ago: int
    kind: str = "news"


@dataclass(frozen=True)
class DemoCampaign:
    """``state``: running, draft, waiting, rejected, stopped, succeeded, failed, settled.

    ``share`` of the goal is what has come in, from ``backers`` people; of a promise campaign it is what was promised.
    ``lines`` are what backers say in public, with their names.
    """

    key: str
    business: str
    title: str
    lead: str
    text: str
    euros: int
    costs: tuple[tuple[str, int], ...]
    rewards: tuple[DemoReward, ...] = ()
    state: str = "running"
    mode: str = "keep"
    began: int = 14  # days ago
    lasts: int = 42  # days
    share: float = 0.5
    backers: int = 9
    on_paper: int = 0
    lines: tuple[tuple[str, str], ...] = ()
    updates: tuple[DemoUpdate, ...] = ()
    stretch: tuple[tuple[int, str], ...] = ()
    reason: str = ""  # why it was refused or stopped
    words: tuple[tuple[str, int], ...] = ()  # an ambassador's word, and how often it was followed


@dataclass(frozen=True)
class DemoFund:
    """A pot. ``giver`` is a partner's key, a business's name, or empty for the region itself."""

    key: str
    name: str
    lead: str
    euros: int
    giver: str = ""
    public: bool = False
    factor: int = 100  # percent on top
    per_pledge: int | None = None
    per_person: int | None = None
    per_campaign: int | None = None
    categories: tuple[str, ...] = ()
    hours: tuple[int, int] | None = None
    began: int = 20  # days ago
    lasts: int = 60
    authority: str = ""


@dataclass(frozen=True)
class DemoSubsidy:
    """What the region adds to vouchers."""

    title: str
    euros: int
    percent: int
    per_person: int
    began: int = 10
    lasts: int = 50


@dataclass(frozen=True)
class DemoCampaigns:
    campaigns: tuple[DemoCampaign, ...] = ()
    funds: tuple[DemoFund, ...] = ()
    subsidies: tuple[DemoSubsidy, ...] = field(default_factory=tuple)
