"""The vouchers' place in the house. What concerns those that are sold already goes on while the slice is off."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any

from celery.schedules import crontab
from django.db.models import Count, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kreislauf.audit.actor import Actor
from kreislauf.counted import counted
from kreislauf.measured import Objective
from kreislauf.menus import Link, MenuGroup
from kreislauf.money import format_euro
from kreislauf.permissions import Audience
from kreislauf.slices import CardNote, Figure, FrontTile, Purpose, Section, Sitemap, Slice, Tile, Todo
from kreislauf.web.remembered import remembered
from marketplace.businesses.models import Business
from marketplace.vouchers import words
from marketplace.vouchers.block import block_charged_back
from marketplace.vouchers.books.open_balances import open_balances
from marketplace.vouchers.books.platform_tax.todo import seller_todo, sellers_todo
from marketplace.vouchers.books.sales import sales_of
from marketplace.vouchers.example import example
from marketplace.vouchers.models import Declaration, Offer, Voucher
from marketplace.vouchers.models.order import PURPOSE
from marketplace.vouchers.offers.embed import EMBED
from marketplace.vouchers.offers.front import front_sections
from marketplace.vouchers.offers.listed import SEARCH
from marketplace.vouchers.offers.payable import can_be_paid, set_payable
from marketplace.vouchers.office.sections import office_business_sections
from marketplace.vouchers.orders.addresses import order_number
from marketplace.vouchers.orders.close import close_unpaid_order
from marketplace.vouchers.orders.issue import issue_paid_order
from marketplace.vouchers.restore import restore_recovered
from marketplace.vouchers.subsidised.badges import running_badges
from marketplace.vouchers.till.day_report import day_report
from marketplace.vouchers.withdrawal.withdraw import finish_refund

MOST_OFFERS = 48  # on the page of one business
REDEMPTIONS = frozenset({"vouchers:till:redemption", "api:vouchers:till:redemptions"})  # as in deploy/prometheus
IN_TODO = 5  # lines on the office's first page; its menu leads to the rest


def _front_tiles() -> Iterable[FrontTile]:
    count = counted(Offer.objects.on_sale())
    more = ngettext("%(n)s Angebot", "%(n)s Angebote", count.n) % {"n": count} if count else _("Bald geht es los")
    text = _("Heute bezahlen, später genießen. Der Betrag geht direkt an den Betrieb.")
    yield FrontTile(_("Gutscheine kaufen"), text, more, "ticket", reverse("vouchers:offers"), position=10)


def _business_sections(business: Business) -> Iterable[Section]:
    offers = list(Offer.objects.on_sale().filter(business=business).select_related("business__category")[:MOST_OFFERS])
    if offers:
        context = {"business": business, "offers": offers, "badges": running_badges(timezone.now())}
        yield Section("vouchers/sections/business.html", context, "gutscheine", _("Gutscheine ansehen"))


def _card_notes(businesses: Collection[Business]) -> Mapping[int, CardNote]:
    on_sale = Offer.objects.on_sale().filter(business__in=[business.pk for business in businesses]).order_by()
    counts = on_sale.values_list("business").annotate(count=Count("pk"))
    return {
        pk: CardNote("ticket", ngettext("%(n)s Gutschein", "%(n)s Gutscheine", count) % {"n": count})
        for pk, count in counts
    }


def _office_tiles() -> Iterable[Tile]:
    month_ago = timezone.now() - timedelta(days=30)
    sold = Voucher.objects.filter(issued_at__gte=month_ago).aggregate(count=Count("pk"), cents=Sum("value_cents"))
    left_cents = remembered("left", _left_cents, over=Voucher.objects.all())
    offers, sales = counted(Offer.objects.on_sale()), reverse("vouchers:office:sales")
    text = ngettext("Angebot im Verkauf", "Angebote im Verkauf", offers.n)
    yield Tile(offers, text, reverse("vouchers:office:offers"))
    text = ngettext(
        "verkauft in 30 Tagen (%(n)s Gutschein)", "verkauft in 30 Tagen (%(n)s Gutscheine)", sold["count"]
    ) % {"n": sold["count"]}
    yield Tile(format_euro(sold["cents"] or 0), text, sales)
    yield Tile(format_euro(left_cents), _("offene Gutscheine"), sales)


def _sold_in_30_days() -> int:
    sold = Voucher.objects.filter(issued_at__gte=timezone.now() - timedelta(days=30))
    cents: int = sold.aggregate(cents=Sum("value_cents", default=0))["cents"]
    return cents


def _left_cents() -> int:
    left: int = Voucher.objects.aggregate(cents=Sum("left_cents", default=0))["cents"]
    return left


def _office_todo() -> Iterable[Todo]:
    page = reverse("vouchers:office:declarations")
    for one in Declaration.objects.waiting()[:IN_TODO]:
        title = _("Widerruf zu Bestellung %(number)s") % {"number": one.number}
        yield Todo(title, page, _("erklärt, noch nicht bestätigt"), one.declared_at)
    yield from sellers_todo(year=timezone.localdate().year)


def _business_tiles(business: Business) -> Iterable[Tile]:
    sums, sales = sales_of(business), reverse("vouchers:business:sales")
    today = day_report(business, timezone.localdate())
    yield Tile(format_euro(today.sum_cents), _("heute eingelöst"), reverse("vouchers:till:day"))
    offers = Offer.objects.on_sale().filter(business=business).count()
    text = ngettext("Angebot im Verkauf", "Angebote im Verkauf", offers)
    yield Tile(offers, text, reverse("vouchers:business:offers"))
    yield Tile(format_euro(sums.sold_cents), _("verkauft, insgesamt"), sales)
    yield Tile(format_euro(sums.open_cents), _("offene Gutscheine"), sales)


def _business_todo(business: Business) -> Iterable[Todo]:
    if not can_be_paid(business.paid_to):
        text = _("Ihre Gutscheine sind nicht im Verkauf, weil es noch keinen Weg gibt, auf dem Sie Ihr Geld bekommen.")
        yield Todo(_("Zahlungen annehmen"), reverse("merchants:business:accounts"), text)
    if not Offer.objects.on_sale().filter(business=business).exists():
        text = _(
            "Ihr Eintrag ist öffentlich, aber noch gibt es keinen Gutschein von Ihnen. "
            "In vier Schritten ist der erste im Verkauf."
        )
        yield Todo(_("Ersten Gutschein anbieten"), reverse("vouchers:business:new_offer"), text)
    yield from seller_todo(business, year=timezone.localdate().year)


def _sitemap() -> Sitemap:
    return Sitemap(Offer.objects.on_sale().only("title", "published_at"), changed_at="published_at")


def _demo(data: Any, by: Actor) -> None:
    # It pays at the sandbox, which is not installed in production.
    from marketplace.vouchers.demo import demo

    demo(data, by)


SLICE = Slice(
    app="marketplace.vouchers",
    title=_("Gutscheine"),
    module=_("Betriebe verkaufen sie, Einwohnerinnen und Einwohner lösen sie ein."),
    when_off=_(
        "Neue Gutscheine werden nicht mehr verkauft. Verkaufte gelten weiter: Kasse, Bestellseiten und Widerruf "
        "bleiben offen, und die Verwaltung sieht Gutscheine, Verkäufe und Buchungen."
    ),
    urls="marketplace.vouchers.urls",
    api="marketplace.vouchers.urls_api",
    public_menu=(Link(_("Gutscheine"), "vouchers:offers", position=10),),
    help_menu=(
        Link(_("Guthaben prüfen"), "vouchers:balance", position=40),
        Link(_("Gutschein noch einmal schicken"), "vouchers:send_again"),
        Link(_("Vertrag widerrufen"), "vouchers:withdrawal"),
    ),
    office_menu=(
        Link(_("Angebote"), "vouchers:office:offers", "list", Audience.EDITOR, position=20),
        Link(_("Bestellungen"), "vouchers:office:orders", "cart", Audience.EDITOR, position=20),
        Link(_("Gutscheine"), "vouchers:office:vouchers", "ticket", Audience.EDITOR, position=20),
        Link(_("Widerrufe"), "vouchers:office:declarations", "undo", Audience.EDITOR, position=20),
        Link(_("Verkauf"), "vouchers:office:sales", "chart", Audience.EDITOR, group=MenuGroup.MONEY),
        Link(_("Offene Gutscheine"), "vouchers:office:balances", "euro", Audience.EDITOR, group=MenuGroup.MONEY),
        Link(_("Auszahlungen"), "vouchers:office:money", "send", Audience.EDITOR, group=MenuGroup.MONEY),
        Link(_("Konten"), "vouchers:office:accounts", "percent", Audience.EDITOR, group=MenuGroup.MONEY),
        Link(_("Buchungen"), "vouchers:office:journals", "bank", Audience.EDITOR, group=MenuGroup.MONEY),
        Link(_("Buchhaltung"), "vouchers:office:bookkeeping", "calendar", Audience.EDITOR, group=MenuGroup.MONEY),
    ),
    business_menu=(
        Link(_("Kasse"), "vouchers:till:home", "qr_code", Audience.TILL, position=10, in_bar=1),
        Link(_("Meine Gutscheine"), "vouchers:business:offers", "ticket", Audience.BUSINESS, in_bar=3),
        Link(_("Verkauf"), "vouchers:business:sales", "chart", Audience.BUSINESS, group=MenuGroup.MONEY, in_bar=4),
        Link(_("Auszahlungen"), "vouchers:business:money", "euro", Audience.BUSINESS, group=MenuGroup.MONEY),
        Link(
            _("Buchhaltung"),
            "vouchers:business:bookkeeping",
            "book",
            Audience.BUSINESS,
            position=80,
            group=MenuGroup.MONEY,
        ),
    ),
    business_actions=(
        Link(_("Gutschein einlösen"), "vouchers:till:home", audience=Audience.TILL, position=10),
        Link(_("Gutschein anbieten"), "vouchers:business:new_offer", audience=Audience.BUSINESS, position=10),
    ),
    log_words=words.LOG_WORDS,
    log_kinds=words.LOG_KINDS,
    log_links=words.LOG_LINKS,
    front_tiles=_front_tiles,
    front_sections=front_sections,
    business_sections=_business_sections,
    card_notes=_card_notes,
    office_business_sections=office_business_sections,
    office_tiles=_office_tiles,
    figures={"sold": Figure(_("Verkauft (30 Tage)"), _sold_in_30_days, is_money=True)},
    office_todo=_office_todo,
    business_tiles=_business_tiles,
    business_todo=_business_todo,
    sitemap=_sitemap,
    search=(SEARCH,),
    embeds=(EMBED,),
    scopes=words.SCOPES,
    enum_names={
        "KindEnum": "marketplace.vouchers.models.OfferKind",  # its name since it was the only kind of anything
        "OfferState": "marketplace.vouchers.api.offer_shapes.OFFER_STATES",
        "OrderState": "marketplace.vouchers.api.shapes.ORDER_STATES",
        "VoucherState": "marketplace.vouchers.api.shapes.VOUCHER_STATES",
    },
    purpose=Purpose(
        PURPOSE,
        paid=issue_paid_order,
        closed=close_unpaid_order,
        refunded=finish_refund,
        charged_back=block_charged_back,
        recovered=restore_recovered,
        sellable=set_payable,
        page="vouchers:office:order",
        number=order_number,
    ),
    open_balances=open_balances,
    account_names=words.ACCOUNT_NAMES,
    account_texts=words.ACCOUNT_TEXTS,
    journal_words=words.JOURNAL_WORDS,
    journal_texts=words.JOURNAL_TEXTS,
    journal_links=words.JOURNAL_LINKS,
    objectives={"redemptions": Objective(REDEMPTIONS, slow_seconds=1.0, method="POST")},
    tables=words.TABLES,
    not_secret=words.NOT_SECRET,
    sweeps={
        "marketplace.vouchers.tasks.release_in_regions": 60,
        "marketplace.vouchers.tasks.sweep_regions": 3600,
        "marketplace.vouchers.tasks.settle_payable_in_regions": 3600,
        "marketplace.vouchers.tasks.sweep_sellers": crontab(hour="7", minute=15),
        "marketplace.vouchers.tasks.sweep_sales_mails": crontab(hour="6,9,12", minute=30),
    },
    demo=_demo,
    example=example,
)
