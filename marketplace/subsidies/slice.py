"""The place of subsidies in the house: a room below vouchers, which ask it; no region switches it off."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from celery.schedules import crontab
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.bank.payouts.outgoing import outgoing
from kreislauf.audit.actor import Actor
from kreislauf.menus import Link, MenuGroup
from kreislauf.money import format_euro
from kreislauf.permissions import Audience
from kreislauf.slices import Slice, Tile, Todo
from marketplace.businesses.models import Business
from marketplace.subsidies import words
from marketplace.subsidies.example import example
from marketplace.subsidies.models import Action, Line, Settlement
from marketplace.subsidies.payouts.kind import PAYOUTS
from marketplace.subsidies.payouts.repayment import debts
from marketplace.subsidies.payouts.settle import owed_cents

MOST_DEBTS = 5  # lines on the office's first page; the settlements' page has the others


def _office_tiles() -> Iterable[Tile]:
    left = Action.objects.running(timezone.now()).aggregate(cents=Sum("left_cents"))["cents"]
    if left is not None:
        yield Tile(format_euro(left), _("im Topf für Zuschüsse"), reverse("subsidies:office:actions"))


def _office_todo() -> Iterable[Todo]:
    page = reverse("subsidies:office:settlements")
    unpaid = Settlement.objects.unpaid().order_by("made_at").first()
    if unpaid is not None:
        text = _("Abgerechnet, aber noch nicht als ausgezahlt eingetragen.")
        yield Todo(_("Zuschüsse an Betriebe überweisen"), page, text, unpaid.made_at)
    for debt in debts(timezone.now(), most=MOST_DEBTS):
        if not debt.is_taken_off:
            title = _("%(name)s schuldet der Region %(cents)s an Zuschüssen")
            text = _("Keine Abrechnung zieht es mehr ab. Fordern Sie das Geld an und tragen Sie ein, wenn es da ist.")
            yield Todo(title % {"name": debt.business, "cents": format_euro(debt.cents)}, page, text)


def _business_tiles(business: Business) -> Iterable[Tile]:
    lines = Line.objects.filter(subsidy__business=business)
    cents = lines.aggregate(cents=Sum("cents", filter=~Q(settlement__paid_at__isnull=False)))["cents"]
    if cents is not None or lines.exists():
        yield Tile(
            format_euro(cents or 0), _("Zuschüsse, noch nicht ausgezahlt"), reverse("subsidies:business:subsidies")
        )


def _unpaid_cents() -> int:
    return owed_cents(Line.objects.filter(~Q(settlement__paid_at__isnull=False)))


def _names(numbers: Collection[int]) -> Mapping[int, str]:
    return dict(Action.objects.filter(pk__in=numbers).values_list("pk", "name"))


def _demo(data: Any, by: Actor) -> None:
    from marketplace.subsidies.demo import demo

    demo(data, by)


SLICE = Slice(
    app="marketplace.subsidies",
    title=_("Zuschüsse auf Gutscheine"),
    urls="marketplace.subsidies.urls",
    office_menu=(
        Link(_("Zuschüsse"), "subsidies:office:actions", "plus", Audience.EDITOR, group=MenuGroup.MONEY, position=55),
    ),
    log_words=words.LOG_WORDS,
    log_kinds=words.LOG_KINDS,
    log_links=words.LOG_LINKS,
    office_tiles=_office_tiles,
    office_todo=_office_todo,
    business_tiles=_business_tiles,
    account_names=words.ACCOUNT_NAMES,
    account_texts=words.ACCOUNT_TEXTS,
    account_owners={"subsidy-promised": _names, "subsidy-paid": _names},
    journal_words=words.JOURNAL_WORDS,
    journal_texts=words.JOURNAL_TEXTS,
    journal_links=words.JOURNAL_LINKS,
    tables=words.TABLES,
    not_secret=words.NOT_SECRET,
    unpaid_cents=_unpaid_cents,
    outgoing=outgoing(PAYOUTS),
    sweeps={"marketplace.subsidies.tasks.sweep_regions": crontab(hour="4", minute=40)},
    demo=_demo,
    example=example,
)
