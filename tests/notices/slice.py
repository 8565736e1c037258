"""The board's place in the house. It declares everything that a slice can: a field without a check is found out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from kreislauf.embeds import Embed, EmbedLink, EmbedPage
from kreislauf.measured import Objective, Waiting, ZeroSum
from kreislauf.menus import Link
from kreislauf.permissions import Audience
from kreislauf.regions import current_region
from kreislauf.shareable import CardTexts, Shareable
from kreislauf.slices import (
    CardNote,
    Check,
    Example,
    Figure,
    FrontTile,
    Hit,
    Outgoing,
    Overdue,
    Purpose,
    Search,
    Section,
    Sitemap,
    Slice,
    Tile,
    Todo,
)
from tests.notices import money
from tests.notices.models import Notice, NoticeQuery
from tests.notices.post import post


def _showing() -> NoticeQuery:
    return Notice.objects.showing(timezone.localdate())


def _sitemap() -> Sitemap:
    return Sitemap(_showing())


def _front_tiles() -> Iterable[FrontTile]:
    yield FrontTile("Ans Brett", "Was gerade ansteht.", f"{_showing().count()} Zettel", "people", _board())


def _front_sections() -> Iterable[Section]:
    yield Section("notices/section.html", {"heading": "Neu am Brett"})


def _business_sections(business: Any) -> Iterable[Section]:
    yield Section("notices/section.html", {"heading": f"Am Brett von {business}"}, "aushang", "Zum Brett")


def _card_notes(businesses: Collection[Any]) -> Mapping[int, CardNote]:
    return {business.pk: CardNote("list", f"Zettel von {business}") for business in businesses}


def _office_business_sections(business: Any) -> Iterable[Section]:
    yield Section("notices/section.html", {"heading": f"Alles am Brett zu {business}"})


def _office_tiles() -> Iterable[Tile]:
    yield Tile(_showing().count(), "Zettel hängen", reverse("notices:office:list"))


def _office_todo() -> Iterable[Todo]:
    yield Todo("Brett abstauben", reverse("notices:office:list"), since=timezone.now())


def _business_tiles(business: Any) -> Iterable[Tile]:
    yield Tile(_showing().count(), f"Zettel für {business}", _board())


def _business_todo(business: Any) -> Iterable[Todo]:
    yield Todo("Zettel schreiben", _board(), text="Noch hängt nichts von Ihnen.")


def _partner_tiles(body: Any) -> Iterable[Tile]:
    yield Tile(_showing().count(), f"Zettel für Partner wie {body}", _board())


def _partner_todo(body: Any) -> Iterable[Todo]:
    yield Todo("Grußzettel schreiben", _board(), text=f"Noch hängt nichts von {body}.")


def _body_sections(body: Any) -> Iterable[Section]:
    yield Section("notices/section.html", {"heading": f"{body} am Brett"})


def _closing_notes(business: Any) -> Iterable[str]:
    yield f"Der Zettel von {business} hängt noch."


def _business_closed(business: Any) -> None:
    Notice.objects.update(text=f"{business} ist zu." if business.closed_at else f"{business} ist offen.")


def _handed_over(body: Any, heir: Any, by: Any, at: datetime) -> int:
    return Notice.objects.filter(text=f"Von {body}.").update(text=f"Von {heir}.")


def _embed(request: HttpRequest) -> EmbedPage:
    links = [EmbedLink(notice.title, _board(), f"bis {notice.until:%d.%m.%Y}") for notice in _showing()]
    return EmbedPage("notices/embed.html", {"notices": _showing()}, links, "Zum Brett", _board())


def _board() -> str:
    return reverse("notices:board")


def _contents() -> None:
    _hang("Willkommen", text="Hier hängt, was ansteht.", key="contents")


def _go_live() -> Check:
    return Check("Aushang", Notice.objects.exists(), "Ein Zettel muss hängen.", "notices:office:list")


def _example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    notice = _hang(f"Zettel {secret}", text=f"Text {secret}", key=f"example {secret}")
    return dict.fromkeys(["notices:notice", "notices:office:taking_down"], Example(notice))


def _demo(data: Any, by: Any) -> None:
    _hang(f"Maibaum in {current_region().name}", text=f"Von {by}.", key="demo")


def _hang(title: str, *, text: str, key: str) -> Notice:
    return post(title, text=text, until=Notice.FOREVER, key=key, by="Rathaus", at=timezone.now())


def _merchant_changed(merchant: Any, before: Any) -> None:
    Notice.objects.update(text=f"{before.state} → {merchant.state}")


def _audiences(request: HttpRequest, held: frozenset[str]) -> frozenset[str]:
    """At its page for businesses nobody is an administrator."""
    return held - {Audience.ADMINISTRATOR} if request.path == "/betrieb/aushang/" else held


SLICE = Slice(
    app="tests.notices",
    title="Aushang",
    module="das Rathaus hängt auf, was ansteht",
    when_off="Zettel, deren Adresse jemand hat, bleiben lesbar.",
    urls="tests.notices.urls",
    api="tests.notices.urls_api",
    public_menu=(Link("Aushang", "notices:board"),),
    help_menu=(Link("Was hängt hier?", "notices:board"),),
    legal_menu=(Link("Aushangordnung", "notices:board"),),
    join_menu=(Link("Zettel schreiben", "notices:board", position=10),),
    office_mails={"notices.posted": "Ein Zettel ist neu"},
    audiences=_audiences,
    office_menu=(Link("Aushang", "notices:office:list", "list", Audience.EDITOR),),
    office_actions=(Link("Zettel abnehmen", "notices:office:list", audience=Audience.EDITOR),),
    business_menu=(Link("Aushang", "notices:for_businesses", "list", Audience.BUSINESS),),
    business_actions=(Link("Brett ansehen", "notices:for_businesses", audience=Audience.BUSINESS),),
    partner_menu=(Link("Aushang", "notices:for_partners", "list", Audience.PARTNER),),
    partner_actions=(Link("Brett der Partner ansehen", "notices:for_partners", audience=Audience.PARTNER),),
    log_words={"pinboard.posted": "Aushang aufgehängt", "pinboard.taken_down": "Aushang abgenommen"},
    log_kinds={"pinboard.": "Aushänge"},
    log_links={"notices.Notice": "notices:office:list"},
    front_tiles=_front_tiles,
    front_sections=_front_sections,
    business_sections=_business_sections,
    card_notes=_card_notes,
    office_business_sections=_office_business_sections,
    closing_notes=_closing_notes,
    business_closed=_business_closed,
    office_tiles=_office_tiles,
    figures={"notices": Figure("Zettel", lambda: _showing().count())},
    overdue={"zettel": Overdue("Hängt zu lange", lambda at: Notice.objects.filter(posted_at__lt=at), "posted_at")},
    waiting={"notices_waiting": Waiting(lambda at: Notice.objects.filter(posted_at__lt=at), "posted_at")},
    objectives={"notices_read": Objective(frozenset({"notices:board"}), slow_seconds=1.0)},
    zero_sums={"notices_paid_cents": ZeroSum(Notice.objects.all, "paid_cents")},
    office_todo=_office_todo,
    business_tiles=_business_tiles,
    business_todo=_business_todo,
    partner_tiles=_partner_tiles,
    partner_todo=_partner_todo,
    body_sections=_body_sections,
    handed_over=_handed_over,
    sitemap=_sitemap,
    search=(
        Search(
            *("aushang", "Am Brett", "notices:board", "Aushang lesen"),
            rows=_showing,
            hit=lambda notice: Hit(notice.title, notice.text, f"bis {notice.until:%d.%m.%Y}"),
            texts=("title", "text"),
        ),
    ),
    embeds=(Embed("aushang", "Aushang", _embed),),
    scopes={"notices:read": "Aushang lesen"},
    shares=(
        Shareable(
            kind="notice",
            title="Zettel",
            plural="Zettel der Nachbarn",
            row=lambda pk: Notice.objects.filter(pk=pk).first(),
            card_of=lambda notice: CardTexts(title=notice.title, path=notice.get_absolute_url()),
            address="notices:board",
        ),
    ),
    pictures_elsewhere=lambda public: {"brett/0123456789abcdef0123-480x320.webp"} if public else set(),
    enum_names={"NoticeKind": "tests.notices.api.KINDS"},
    sweeps={"tests.notices.tasks.sweep": 3600},
    contents=_contents,
    go_live=(_go_live,),
    purpose=Purpose(
        "notice",
        paid=money.paid,
        closed=money.closed,
        refunded=money.refunded,
        charged_back=money.charged_back,
        recovered=money.recovered,
        sellable=money.sellable,
    ),
    open_balances=money.open_balances,
    unpaid_cents=lambda: 700,
    operator_tiles=lambda: [Tile(3, "Zettel im Land", "/")],
    operator_sections=lambda region: [Section("notices/section.html", {"region": region})],
    operators_waiting={"operators:regions": lambda: 2},
    merchant_changed=_merchant_changed,
    account_due=lambda merchant: Notice.objects.update(text=f"bald: {merchant.state}"),
    payout_returned=lambda payout: Notice.objects.update(text=f"zurück: {payout.amount_cents}"),
    partner_addresses=lambda: ["brett@example.org"],
    outgoing=Outgoing(money.transfers, money.transferred, money.their_transfers),
    account_names={"board": "Aushangkasse", "pinned": "Angepinnt"},
    account_owners={"pinned": lambda numbers: {number: f"Zettel {number}" for number in numbers}},
    account_texts={"board": "Was Zettel kosten."},
    journal_texts={"notice": "Jemand hat seinen Zettel bezahlt."},
    journal_words={"notice": "Aushang bezahlt"},
    journal_links={"notice": "notices:office:list"},
    journal_sales={"notice": lambda numbers: {pk: (f"N{pk}", 19) for pk in numbers}},
    revenue_accounts={"board": True},
    sold_besides=money.sold_besides,
    tables={"notices_notice": "Aushänge"},
    left_out={"notices_reading": "wer was gelesen hat"},
    not_secret={"notices_notice.key": "names the form that was sent; opens nothing"},
    append_only=("notices_reading",),
    written_by_triggers=("notices_reading",),
    demo=_demo,
    example=_example,
)
