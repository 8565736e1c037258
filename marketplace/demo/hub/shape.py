"""What a demo region's hub is made of. Every institution, person, programme and sum in it is made up.

Telephone numbers are those that the Bundesnetzagentur keeps free for films and books; Kiel has none of its own, so
its people have Hamburg's (040 66969-000 to -999), Dortmund's have Cologne's (0221 4710-000 to -999).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.text import slugify

from kreislauf.german import spelled_out
from marketplace.businesses.hours import Span
from marketplace.demo.spans import clock, spans

_PEOPLE = {"author": "autor", "editor": "redaktion"}


@dataclass(frozen=True)
class DemoBody:
    """``place`` is one of the region's spots; ``people`` are name and role, who sign in as ``<key>-<role>``."""

    key: str
    name: str
    short: str
    kind: str
    place: str
    street: str
    text: str
    phone: str
    hours: str = "Mo-Do 9-16, Fr 9-12.30"
    mark: str = ""  # the glyph of its drawn logo
    colour: str = "#1f4e79"
    publishes_itself: bool = False
    people: tuple[tuple[str, str], ...] = ()
    members: tuple[str, ...] = ()  # names of businesses that agreed to be shown

    @property
    def spans(self) -> list[Span]:
        return spans(self.hours)

    def address(self, role: str, label: str) -> str:
        """``wirtschaftskammer.redaktion@kiel.example``: with which somebody signs in."""
        return f"{self.key}.{_PEOPLE[role]}@{label}.example"


@dataclass(frozen=True)
class DemoSupporter:
    """A company with a name for it, and who speaks for it."""

    name: str
    sentence: str
    mark: str
    colour: str
    person: str = ""
    role: str = ""
    quote: str = ""

    @property
    def website(self) -> str:
        return f"https://{slugify(spelled_out(self.name))}.example/"


@dataclass(frozen=True)
class DemoTopic:
    slug: str
    title: str
    lead: str
    glyph: str = "info"
    below: tuple[tuple[str, str, str], ...] = ()  # slug, title, lead


@dataclass(frozen=True)
class DemoAdviser:
    key: str
    body: str
    name: str
    role: str
    phone: str
    languages: tuple[str, ...] = ("de",)
    topics: tuple[str, ...] = ()
    hours: str = "Mo-Do 9-15, Fr 9-12"
    note: str = ""
    on_flyer: bool = False

    @property
    def spans(self) -> list[Span]:
        return spans(self.hours)


@dataclass(frozen=True)
class DemoStep:
    title: str
    text: str
    body: str = ""
    adviser: str = ""


@dataclass(frozen=True)
class DemoText:
    """The article of that key in another language; ``stale`` where the German text has changed since."""

    article: str
    language: str
    title: str
    lead: str
    text: str = ""
    steps: tuple[tuple[str, str], ...] = ()
    stale: bool = False


@dataclass(frozen=True)
class DemoArticle:
    """``body`` empty: the region's own. Texts name advisers as ``{{ kontakt:key }}``.

    ``state``: empty for public, else draft, editors (waits for the body's editors), waiting (for the office), archived.
    ``until`` counts days from today.
    """

    key: str
    kind: str
    body: str
    title: str
    lead: str
    text: str = ""
    topics: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ("business",)
    steps: tuple[DemoStep, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    amount: str = ""
    who: str = ""
    authority: str = ""
    until: int | None = None
    days_ago: int = 20
    review_in: int = 120
    state: str = ""
    signed_by: str = ""
    asked_to_sign: str = ""
    helped: tuple[int, int] = (0, 0)
    sentences: tuple[str, ...] = ()
    shared: str = ""  # with neighbours: partners, parents or all


@dataclass(frozen=True)
class DemoQuestion:
    """``answer`` makes it an answered one."""

    text: str
    votes: int = 0
    answer: str = ""
    name: str = ""
    shortlisted: bool = False


@dataclass(frozen=True)
class DemoMeeting:
    """``day`` counts from today and may be negative; ``at`` is "18-19.30" in German time.

    ``host`` is a body's key, a business's name, or empty for the region itself. ``repeat`` makes a series of so many,
    four weeks apart. ``taken`` registrations are made, ``waiting`` more stand in line.
    """

    key: str
    host: str
    title: str
    lead: str
    day: int
    at: str
    kind: str = "online"
    text: str = ""
    topic: str = ""
    place: str = ""
    place_name: str = ""
    street: str = ""
    room: str = ""
    dial_in: str = ""
    capacity: int | None = None
    registration: bool = True
    taken: int = 0
    waiting: int = 0
    members_first_days: int = 0
    minimum: int | None = None
    experts: tuple[tuple[str, str], ...] = ()  # name, role
    questions: tuple[DemoQuestion, ...] = ()
    recording: str = "none"
    material: tuple[tuple[str, str], ...] = ()
    certificate: bool = False
    repeat: int = 1
    moved_hours: int = 0
    cancelled: str = ""
    state: str = ""  # empty for public, else waiting
    shared: str = ""

    def times(self, today: date) -> tuple[datetime, datetime]:
        """When it begins and ends."""
        day, (begins, ends) = working_day(today, self.day), _clocks(self.at)
        zone = timezone.get_default_timezone()
        return datetime.combine(day, begins, tzinfo=zone), datetime.combine(day, ends, tzinfo=zone)


@dataclass(frozen=True)
class DemoHours:
    """A consultation: talks of so many ``minutes``, the first ``taken`` of which are booked."""

    adviser: str
    day: int
    at: str
    minutes: int
    where: str  # onsite, phone or online
    taken: int = 0
    weeks: int = 1

    @property
    def clocks(self) -> tuple[time, time]:
        return _clocks(self.at)

    def day_from(self, today: date) -> date:
        return working_day(today, self.day)


def working_day(today: date, later: int) -> date:
    """So many days later; on a weekend it is the Friday before."""
    day = today + timedelta(days=later)
    return day - timedelta(days=max(0, day.weekday() - 4))


def _clocks(at: str) -> tuple[time, time]:
    begins, ends = (time.fromisoformat(clock(one)) for one in at.split("-"))
    return begins, ends


@dataclass(frozen=True)
class DemoHub:
    bodies: tuple[DemoBody, ...] = ()
    supporters: tuple[DemoSupporter, ...] = ()
    topics: tuple[DemoTopic, ...] = ()
    advisers: tuple[DemoAdviser, ...] = ()
    articles: tuple[DemoArticle, ...] = ()
    texts: tuple[DemoText, ...] = ()
    meetings: tuple[DemoMeeting, ...] = ()
    hours: tuple[DemoHours, ...] = ()
    services: dict[str, tuple[str, ...]] = field(default_factory=dict)  # of a business's name
