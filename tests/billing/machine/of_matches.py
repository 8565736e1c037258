"""What must be so in pots, after any run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import QuerySet

from marketplace.campaigns.funds.match import matched_amount
from marketplace.campaigns.funds.person import mailbox
from marketplace.campaigns.models import Match, MatchFund
from tests.billing.machine.books import Books
from tests.billing.machine.sentences import invariant


@invariant
def a_pot_holds_what_it_has_not_reserved(_books: Books) -> Iterator[object]:
    """What a pot began with is what is left in it and what it has set aside."""
    for fund in MatchFund.objects.all():
        aside = sum(_kept().filter(fund=fund).values_list("cents", flat=True))
        if fund.budget_cents != fund.left_cents + aside:
            yield fund.pk, fund.budget_cents, fund.left_cents, aside


@invariant
def only_what_is_paid_is_matched(_books: Books) -> Iterator[object]:
    """A pot gives for pledges that are paid and did not go back, and no more than its factor and its limits say."""
    for match in _kept().select_related("pledge", "fund"):
        pledge, fund = match.pledge, match.fund
        whole = matched_amount(pledge) * fund.factor_percent // 100
        most = min(whole, fund.cap_per_pledge or whole)
        if not pledge.paid_at or pledge.refunded_at or pledge.charged_back_cents or match.cents > most:
            yield match.pk, pledge.pk, match.cents, most


@invariant
def limits_of_a_pot_hold(_books: Books) -> Iterator[object]:
    """No person and no campaign has more of a pot than it gives to one, and only the first are matched."""
    people, campaigns, numbers = (Counter[tuple[int, object]]() for _ in range(3))
    for match in _kept().select_related("pledge"):
        people[match.fund_id, mailbox(match.pledge.email)] += match.cents
        campaigns[match.fund_id, match.campaign_id] += match.cents
        numbers[match.fund_id, match.campaign_id] += 1
    for fund in MatchFund.objects.all():
        pairs = (
            (people, fund.cap_per_person),
            (campaigns, fund.cap_per_campaign),
            (numbers, fund.only.get("first")),
        )
        for found, cap in pairs:
            yield from ((key, n, cap) for key, n in found.items() if key[0] == fund.pk and cap and n > cap)


@invariant
def the_ledger_says_what_pots_promised(books: Books) -> Iterator[object]:
    """``match-promised`` is what a pot has set aside and not paid, ``match-for`` what a campaign has of all pots."""
    wanted: Counter[str] = Counter()
    for match in _kept().select_related("grant"):
        paid = match.grant is not None and match.grant.paid_at is not None
        wanted[f"match-for:{match.campaign_id}"] += match.cents
        wanted[f"match-{'paid' if paid else 'promised'}:{match.fund_id}"] -= match.cents
    booked = {code: cents for code, cents in books.balances.items() if code.startswith("match-")}
    for code in {*wanted, *booked}:
        if wanted[code] != booked.get(code, 0):
            yield code, booked.get(code, 0), wanted[code]


def _kept() -> QuerySet[Match]:
    return Match.objects.filter(released_at__isnull=True)
