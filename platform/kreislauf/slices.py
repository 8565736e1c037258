"""What the rooms of the house may declare of themselves: fixed rooms in ``room.py``, slices in ``slice.py``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from kreislauf.audit.actor import Actor
from kreislauf.card_notes import CardNote as CardNote
from kreislauf.embeds import Embed as Embed
from kreislauf.measured import Objective, Waiting, ZeroSum
from kreislauf.menus import Link
from kreislauf.outgoing import Outgoing as Outgoing
from kreislauf.purposes import MerchantBefore as MerchantBefore
from kreislauf.purposes import Purpose as Purpose
from kreislauf.searches import Hit as Hit
from kreislauf.searches import Search as Search
from kreislauf.shareable import Shareable as Shareable
from kreislauf.sold_besides import SoldBesides as SoldBesides

Text = str | Promise


class Tile(NamedTuple):
    """A number on a start page; ``todo`` marks one that waits for somebody."""

    number: object
    label: Text
    url: str
    todo: bool = False


class Figure(NamedTuple):
    """How much of something a region has: counted at night, for the operators' list of regions."""

    title: Text
    how_many: Callable[[], int]
    is_money: bool = False  # in cents


class Overdue(NamedTuple):
    """What a region should have done by now: the platform's people see how much of it there is, and since when.

    ``rows`` are of one table; ``since`` is their column that says when it began to wait.
    """

    title: Text
    rows: Callable[[datetime], QuerySet[Any]]
    since: str


class Todo(NamedTuple):
    """One thing that waits for somebody, on their start page."""

    title: Text
    url: str
    text: Text = ""
    since: datetime | None = None


class FrontTile(NamedTuple):
    """A way into a slice, on the region's front page."""

    title: Text
    text: Text
    more: Text
    glyph: str
    url: str
    position: int = 50


class Section(NamedTuple):
    """A part that a slice adds to a page of the house; the template finds ``context`` as ``section``.

    With an anchor and a label, the head of the page leads there. ``css`` are style sheets that it needs besides.
    """

    template: str
    context: Mapping[str, Any]
    anchor: str = ""
    label: Text = ""
    css: tuple[str, ...] = ()


class Sitemap(NamedTuple):
    """The rows whose pages search engines shall know, with the column that says when a page was last changed."""

    rows: QuerySet[Any]
    changed_at: str = ""


class Example(NamedTuple):
    """For the walker of the tests: a row with the secret word in its texts, and what a route that shows it takes.

    A parameter that ``values`` does not hold is the row's attribute of that name.
    """

    row: Any
    values: Mapping[str, object] = {}

    def value(self, name: str) -> object:
        return self.values[name] if name in self.values else getattr(self.row, name)


@dataclass(frozen=True)
class Check:
    """One thing that must be right before a region is published.

    ``route`` with its ``args`` names the form where it is put right, ``anchor`` the field on it.
    """

    title: Text
    done: bool
    words: Text
    route: str
    args: tuple[object, ...] = ()
    anchor: str = ""

    @property
    def address(self) -> str:
        return reverse(self.route, args=self.args) + (f"#{self.anchor}" if self.anchor else "")


@dataclass(frozen=True, slots=True)
class OpenBalance:
    """What somebody may still ask a business for. ``left_cents`` holds what is reserved or blocked, too."""

    code: str
    business: str
    value_cents: int
    left_cents: int
    issued_on: date
    expires_on: date
    note: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Room:
    """Everything is optional but the app; what is not given, the room does not have."""

    app: str
    urls: str = ""
    api: str = ""
    public_menu: tuple[Link, ...] = ()
    help_menu: tuple[Link, ...] = ()
    legal_menu: tuple[Link, ...] = ()
    join_menu: tuple[Link, ...] = ()  # how somebody takes part; the first stands in the head of each page
    office_menu: tuple[Link, ...] = ()
    business_menu: tuple[Link, ...] = ()
    partner_menu: tuple[Link, ...] = ()
    log_words: Mapping[str, Text] = field(default_factory=dict)  # of each action that the room records
    log_kinds: Mapping[str, Text] = field(default_factory=dict)  # "offer." → the log's filter „Angebote“
    # Kinds that each person of the office may switch off.
    office_mails: Mapping[str, Text] = field(default_factory=dict)
    log_links: Mapping[str, str] = field(default_factory=dict)  # a model's label or an action → the office's page
    office_tiles: Callable[[], Iterable[Tile]] = tuple
    operator_tiles: Callable[[], Iterable[Tile]] = tuple  # on the operators' first page
    operator_sections: Callable[[Any], Iterable[Section]] = lambda region: ()  # on the operators' page of a region
    figures: Mapping[str, Figure] = field(default_factory=dict)  # "businesses" → how many there are
    overdue: Mapping[str, Overdue] = field(default_factory=dict)  # "notices" → the platform is the second line
    waiting: Mapping[str, Waiting] = field(default_factory=dict)  # "payments_open" → metrics of that name
    objectives: Mapping[str, Objective] = field(default_factory=dict)  # "redemptions" → counters of that name
    zero_sums: Mapping[str, ZeroSum] = field(default_factory=dict)  # "ledger_sum_cents" → the metric of that name
    operators_waiting: Mapping[str, Callable[[], int]] = field(default_factory=dict)  # beside the line of that route
    sitemap: Callable[[], Sitemap] | None = None
    scopes: Mapping[str, Text] = field(default_factory=dict)  # rights of API keys
    shares: tuple[Shareable, ...] = ()  # what other regions may show
    # The region's pictures that rows outside of its schema name; with ``public`` those that the public may see.
    pictures_elsewhere: Callable[[bool], Collection[str]] = lambda public: ()
    enum_names: Mapping[str, str] = field(default_factory=dict)  # of the API's description
    sweeps: Mapping[str, Any] = field(default_factory=dict)  # task → seconds between two runs, or Celery's crontab
    contents: Callable[[], None] | None = None  # put into a new region; repeatable
    go_live: tuple[Callable[[], Check], ...] = ()
    account_names: Mapping[str, Text] = field(default_factory=dict)  # of the ledger: kinds, and owners that are words
    # A kind of account whose owners are no businesses → the names of those with these numbers.
    account_owners: Mapping[str, Callable[[Collection[int]], Mapping[int, str]]] = field(default_factory=dict)
    account_texts: Mapping[str, Text] = field(default_factory=dict)  # what stands on accounts of the kind: a sentence
    journal_texts: Mapping[str, Text] = field(default_factory=dict)  # what a journal of the kind means, in a sentence
    journal_words: Mapping[str, Text] = field(default_factory=dict)  # "redeem" → what a journal of that key is called
    # "pledge" → of the numbers in such journals' keys: what its buyer calls the sale, and its VAT rate in per cent.
    journal_sales: Mapping[str, Callable[[Collection[int]], Mapping[int, tuple[str, int | None]]]] = field(
        default_factory=dict
    )
    revenue_accounts: Mapping[str, bool] = field(default_factory=dict)  # revenue; taxed by the sale's rate?
    journal_links: Mapping[str, str] = field(default_factory=dict)  # "redeem" → the office's page about its number
    # Which audiences (kreislauf.permissions) are left to a person at the place where they work at the moment.
    audiences: Callable[[HttpRequest, frozenset[str]], frozenset[str]] = lambda request, held: held
    tables: Mapping[str, str] = field(default_factory=dict)  # what the archive's LIESMICH says of each
    left_out: Mapping[str, str] = field(default_factory=dict)  # tables that no archive holds, in the same words
    not_secret: Mapping[str, str] = field(default_factory=dict)  # columns that look like a secret and are none
    append_only: tuple[str, ...] = ()  # tables whose rows not even the region's own role may change
    written_by_triggers: tuple[str, ...] = ()  # tables whose rows only triggers write: an import compares, adds none
    # Makes rows with the secret word; ``made`` holds those of the rooms below by name, and takes one's own for others.
    example: Callable[[str, dict[str, Any]], Mapping[str, Example]] | None = None

    @property
    def name(self) -> str:
        """Of its folder, by which a region remembers whether it is on."""
        return self.app.rpartition(".")[2]

    def owns(self, view: Any) -> bool:
        return str(getattr(view, "__module__", "")).startswith(f"{self.app}.")


@dataclass(frozen=True, kw_only=True, eq=False)
class Slice(Room):
    """A part of the marketplace. With a ``module`` a region can switch it off."""

    title: Text
    module: Text = ""  # what it is, as sign-up and the office offer it
    when_off: Text = ""  # what goes on although it is off, said before somebody switches it off
    purpose: Purpose | None = None
    # Told of an account that money is paid to, whenever the provider says that it stands otherwise than ``before``.
    merchant_changed: Callable[[Any, MerchantBefore], None] = lambda merchant, before: None
    account_due: Callable[[Any], None] = lambda merchant: None  # told when the day of what it lacks is near
    payout_returned: Callable[[Any], None] = lambda payout: None  # told once of a payout that came back
    front_tiles: Callable[[], Iterable[FrontTile]] = tuple
    front_sections: Callable[[], Iterable[Section]] = tuple
    business_sections: Callable[[Any], Iterable[Section]] = lambda business: ()  # on a business's public page
    card_notes: Callable[[Collection[Any]], Mapping[int, CardNote]] = lambda businesses: {}  # by the business's number
    office_business_sections: Callable[[Any], Iterable[Section]] = lambda business: ()  # on the office's page of one
    closing_notes: Callable[[Any], Iterable[Text]] = lambda business: ()  # what stops with it, said before it is closed
    business_closed: Callable[[Any], None] = lambda business: None  # told as one is closed or opened again
    office_actions: tuple[Link, ...] = ()
    office_todo: Callable[[], Iterable[Todo]] = tuple
    business_actions: tuple[Link, ...] = ()
    business_tiles: Callable[[Any], Iterable[Tile]] = lambda business: ()
    business_todo: Callable[[Any], Iterable[Todo]] = lambda business: ()
    partner_actions: tuple[Link, ...] = ()
    partner_tiles: Callable[[Any], Iterable[Tile]] = lambda body: ()
    partner_todo: Callable[[Any], Iterable[Todo]] = lambda body: ()
    body_sections: Callable[[Any], Iterable[Section]] = lambda body: ()  # on a partner's public page
    # A partner leaves: what it wrote goes over to ``heir``, or ends where there is none. Returns how many rows.
    handed_over: Callable[[Any, Any | None, Actor, datetime], int] = lambda body, heir, by, at: 0
    search: tuple[Search, ...] = ()
    embeds: tuple[Embed, ...] = ()  # what other sites may show in a frame
    # What businesses sold in a year beside vouchers; of these businesses only, if some are named.
    sold_besides: Callable[[int, Collection[int] | None], Iterable[SoldBesides]] = lambda year, businesses: ()
    open_balances: Callable[[], Iterable[OpenBalance]] = tuple
    unpaid_cents: Callable[[], int] = lambda: 0  # what the region owes to businesses and has not transferred yet
    partner_addresses: Callable[[], Iterable[str]] = tuple  # of those who take part, with or without an account
    outgoing: Outgoing | None = None  # what it has told the region's bank to transfer
    demo: Callable[[Any, Actor], None] | None = None
